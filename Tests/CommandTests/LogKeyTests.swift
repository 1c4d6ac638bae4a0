import Foundation
import Glibc
import Testing
import TransparencyLog

/// `lianshen log keygen|vkey|rotate`.
@Suite(.timeLimit(.minutes(2))) struct LogKeyTests {
    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: base) }
        try await body(base)
    }

    private func lines(_ outcome: Program.Outcome) -> [String] { outcome.output.split(separator: "\n").map(String.init) }

    @Test(arguments: [[], ["--witness"]])
    func aKeyIsMadeOnceAndOnlyForItsOwner(_ kind: [String]) async throws {
        try await withFolder { base in
            let file = base.appendingPathComponent("log.key").path
            let made = try await Program.run(["log", "keygen", "--name", "log.example/1", "-o", file] + kind)
            #expect(made.status == 0, "\(made.errors)")
            let key = try VerifierKey(try #require(lines(made).first))
            #expect(key.name == "log.example/1" && key.kind == (kind.isEmpty ? .ed25519 : .cosignature))
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let secret = try String(contentsOfFile: file, encoding: .utf8)
            #expect(!made.output.contains("PRIVATE") && secret.hasPrefix("PRIVATE+KEY+log.example/1+"))

            let again = try await Program.run(["log", "keygen", "--name", "log.example/1", "-o", file])
            #expect(again.status == 2)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == secret)
            #expect(lines(try await Program.run(["log", "vkey", file])) == [key.description])
            // Nothing half-written stays behind.
            #expect(try FileManager.default.contentsOfDirectory(atPath: base.path) == ["log.key"])
        }
    }

    @Test func aKeyThatOthersCanReadIsRefused() async throws {
        try await withFolder { base in
            let file = base.appendingPathComponent("log.key").path
            _ = try await Program.run(["log", "keygen", "--name", "log.example/1", "-o", file])
            for mode in [0o640, 0o604, 0o660] as [mode_t] {
                chmod(file, mode)
                let refused = try await Program.run(["log", "vkey", file])
                #expect(refused.status == 2)
                #expect(refused.errors.contains(String(mode, radix: 8)))
            }
            chmod(file, 0o600)
            #expect(try await Program.run(["log", "vkey", file]).status == 0)
            try "PRIVATE+KEY+nonsense\n".write(toFile: file, atomically: false, encoding: .utf8)
            #expect(try await Program.run(["log", "vkey", file]).status == 2)
            #expect(try await Program.run(["log", "vkey", base.path]).status == 2)
            #expect(try await Program.run(["log", "vkey", file + "x"]).status == 2)
            #expect(try await Program.run(["log", "keygen", "--name", "a b", "-o", file + "y"]).status == 2)
        }
    }

    /// While keys change both sign, and whoever has either of them believes the head.
    @Test func keysOverlapUntilTheOldOneIsRetired() async throws {
        try await withFolder { base in
            let file = base.appendingPathComponent("log.key").path
            let first = try #require(lines(try await Program.run(["log", "keygen", "--name", "log.example/1", "-o", file])).first)
            let both = lines(try await Program.run(["log", "rotate", file]))
            #expect(both.count == 2 && both[1] == first && both[0] != first)
            let keys = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { try SignerKey(String($0)) }
            let head = TreeHead(origin: "log.example/1", size: 1, root: .leaf([1]))
            let note = SignedNote(body: head.body, signatures: try keys.map { try $0.sign(head.body, time: 0) })
            for key in try both.map({ try VerifierKey($0) }) { #expect(try LogPolicy(logs: [key]).accept(note).head == head) }
            #expect(lines(try await Program.run(["log", "rotate", file, "--retire"])) == [both[0]])
            let listed = try await Program.run(["log", "vkey", file, "--json"])
            #expect(listed.output.contains(#""vkeys":[""# + both[0] + #""]"#))
            #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        }
    }
}
