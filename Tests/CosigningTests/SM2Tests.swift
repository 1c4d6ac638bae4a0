import Cosigning
import Foundation
import Glibc
import SafeFiles
import TestLog
import Testing
import TransparencyLog

/// The line by SM2 with SM3 beside the log's own, judged by the openssl program.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"))) struct SM2Tests {
    private func openssl(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sm2-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func opensslVerifiesItAndOthersPassOverIt() throws {
        try withFolder { folder in
            #expect(try openssl(["genpkey", "-algorithm", "SM2", "-out", folder + "/sm2.pem"]) == 0)
            #expect(try openssl(["pkey", "-in", folder + "/sm2.pem", "-pubout", "-out", folder + "/public.pem"]) == 0)
            chmod(folder + "/sm2.pem", 0o600)
            let key = try SM2Key(path: folder + "/sm2.pem", name: SampleLog.origin)
            #expect(try VerifierKey(key.verifier.description) == key.verifier)
            let log = try SampleLog(10)
            var note = try log.checkpoint(10)
            let line = try key.sign(note.body)
            note.add([line])
            let read = try SignedNote(note.bytes)
            #expect(read.signatures.count == 3)
            // Who does not know the key, and who knows it and has no SM2, believe the others' lines.
            #expect(try LogPolicy(log.policy.utf8).accept(read).head == log.head(10))
            #expect(try read.signatures(by: [log.log.verifier, key.verifier]).map(\.key) == [log.log.verifier])

            func judge(_ body: String, _ signature: [UInt8]) throws -> Bool {
                try Data(body.utf8).write(to: URL(fileURLWithPath: folder + "/body"))
                try Data(signature).write(to: URL(fileURLWithPath: folder + "/signature"))
                return try openssl([
                    "pkeyutl", "-verify", "-pubin", "-inkey", folder + "/public.pem", "-rawin", "-digest", "sm3", "-pkeyopt",
                    "distid:1234567812345678",
                    "-in", folder + "/body", "-sigfile", folder + "/signature",
                ]) == 0
            }
            #expect(try judge(note.body, line.bytes))
            #expect(try !judge(note.body + "\n", line.bytes))
            #expect(try !judge(note.body, key.sign("another\n").bytes))
        }
    }

    @Test func otherKeysAreRefused() throws {
        try withFolder { folder in
            let path = folder + "/key.pem"
            #expect(try openssl(["genpkey", "-algorithm", "ED25519", "-out", path]) == 0)
            chmod(path, 0o600)
            #expect(throws: FileFault.key(path: path, line: 1)) { try SM2Key(path: path, name: "a") }
            try Data("nonsense".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: FileFault.key(path: path, line: 1)) { try SM2Key(path: path, name: "a") }
            #expect(try openssl(["genpkey", "-algorithm", "SM2", "-out", path]) == 0)
            chmod(path, 0o640)
            #expect(throws: FileFault.exposed(path: path, mode: 0o100640)) { try SM2Key(path: path, name: "a") }
        }
    }

    /// A signer that has both gives both lines out, and keeps both.
    @Test func aSignerGivesBothLinesOut() throws {
        try withFolder { folder in
            #expect(try openssl(["genpkey", "-algorithm", "SM2", "-out", folder + "/sm2.pem"]) == 0)
            chmod(folder + "/sm2.pem", 0o600)
            let keys = try KeyFile.create(at: folder + "/key", name: SampleLog.origin, kind: .ed25519)
            let sm2 = try SM2Key(path: folder + "/sm2.pem", name: SampleLog.origin)
            let keeper = HeadKeeper(keys: keys, sm2: sm2, store: try HeadStore(folder + "/state", isNew: true), now: { 0 })
            try keeper.begin()
            let head = try SampleLog(10).head(10)
            guard case .signed(let lines) = try keeper.sign(HeadContinuation(old: 0, hashes: [], head: head)) else {
                Issue.record("refused")
                return
            }
            #expect(lines.map(\.keyID) == [keys.keys[0].verifier.id, sm2.verifier.id])
            #expect(try keeper.latest(HeadStore.name(of: SampleLog.origin))?.signatures == lines)
        }
    }
}
