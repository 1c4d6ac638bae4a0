import Foundation
import Testing
import Wire

/// What the repository promises to those who read it.
struct PromiseTests {
    @Test("Every package is pinned to one version")
    func pins() throws {
        let packages = try Repository.text("Package.swift").split(separator: "\n").filter { $0.contains(".package(url:") }
        #expect(!packages.isEmpty)
        for package in packages { #expect(package.contains("exact: \""), "\(package)") }
    }

    @Test("Every package that the manifest names is used by a target")
    func packagesAreUsed() throws {
        let manifest = try Repository.text("Package.swift")
        for match in manifest.matches(of: /url: "https:\/\/[^"]*\/([^"\/]+)"/) {
            #expect(manifest.contains("package: \"\(match.output.1)\")"), "\(match.output.1)")
        }
    }

    @Test("The sample of the settings names every key that the program reads, and no other")
    func settings() throws {
        let read = try Repository.text("Sources/lianshen/Settings.swift").matches(of: /forKey: "([A-Za-z0-9.]+)"/).map { String($0.output.1) }
        let sample = try Repository.text("deploy/lianshen.yaml")
        let limits = try Repository.text("Sources/lianshen/LimitSettings.swift").matches(of: /Limit\(name: "([A-Za-z]+)", usual: ([0-9_]+),/)
        #expect(limits.count == 12)
        #expect(Set(Self.keys(sample)) == Set(read + limits.map { "limits.\($0.output.1)" }))
        // What is shown is the default.
        for limit in limits { #expect(sample.contains("  \(limit.output.1): \(limit.output.2.replacing("_", with: ""))\n"), "\(limit.output.1)") }
    }

    @Test("Every `make` target that the README names exists")
    func makeTargets() throws {
        let makefile = try Repository.text("Makefile")
        let readme = try Repository.text("README.md")
        // A command stands in a block of commands, at the start of a line, or between two marks; "make" elsewhere is a word.
        let blocks = readme.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        let named = Set(
            blocks.flatMap { $0.matches(of: /^make ([a-z-]+)/.anchorsMatchLineEndings()).map { String($0.output.1) } }
                + readme.matches(of: /`make ([a-z-]+)/).map { String($0.output.1) })
        #expect(named.isSuperset(of: ["demo", "test"]))
        for target in named { #expect(makefile.contains("\n\(target):"), "make \(target)") }
    }

    @Test("Every file that the README links to exists")
    func links() throws {
        for match in try Repository.text("README.md").matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/) {
            let path = String(match.output.1)
            #expect(FileManager.default.fileExists(atPath: Repository.root.appendingPathComponent(path).path), "\(path)")
        }
    }

    @Test("The sample rule has the form that the interface takes")
    func sampleRule() throws {
        let rule = try NewRuleBody.read(Data(Repository.text("Samples/rules/auto_accept.json").utf8))
        #expect(rule.kind == .autoAccept)
    }

    @Test("The README's first screen is the two commands")
    func firstScreen() throws {
        let screen = try Repository.text("README.md").split(separator: "\n", omittingEmptySubsequences: false).prefix(40).joined(separator: "\n")
        #expect(screen.contains("make demo"))
        #expect(screen.contains("make test"))
    }

    @Test("Every migration that lies in the folder is built into the program")
    func migrations() throws {
        let manifest = try Repository.text("Package.swift")
        let files = Repository.files(below: "Schemas/sql", suffix: ".sql")
        #expect(!files.isEmpty)
        for file in files {
            let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
            #expect(manifest.contains("\"\(name)\""), "\(name)")
        }
    }

    @Test("Nothing names a folder outside the repository, but for the build server's extra drawings")
    func noFolderOutside() throws {
        let files = ["Sources", "Tests", "Schemas", "deploy"].flatMap { folder in
            [".swift", ".sql", ".yaml", ".sh", ".service"].flatMap { Repository.files(below: folder, suffix: $0) }
        }
        #expect(files.count > 300)
        for file in files where try Repository.text(file).contains("../" + "shared") { Issue.record("\(file)") }
    }

    /// Keys of the sample, also those that are commented out: `group:` lines, and the indented `key:` lines below them.
    private static func keys(_ yaml: String) -> [String] {
        var group = ""
        var keys: [String] = []
        for line in yaml.split(separator: "\n") {
            if let match = line.wholeMatch(of: /#? ?([a-z]+):/) {
                group = String(match.output.1)
            } else if let match = line.wholeMatch(of: /#? ?([a-z]+): [^ ].*/), !line.contains("·") {
                (group, keys) = ("", keys + [String(match.output.1)])
            } else if let match = line.wholeMatch(of: /#?  +(?:# )?([a-zA-Z0-9]+): [^ ].*/), !line.contains("·"), !group.isEmpty {
                keys.append("\(group).\(match.output.1)")
            }
        }
        return keys
    }
}
