import Foundation
import Subprocess
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(5))) struct LossTests {
    /// A server that takes the request and goes away: nobody knows whether it was done, so the key is named under which asking again is safe.
    @Test func anUnknownOutcomeNamesTheKeyToRepeatItWith() async throws {
        let deaf = """
            import socket
            door = socket.create_server(("127.0.0.1", 0))
            print(door.getsockname()[1], flush=True)
            while True:
                peer, _ = door.accept()
                peer.recv(65536)
                peer.close()
            """
        let outcome = try await Subprocess.run(
            .path("/usr/bin/python3"), arguments: ["-c", deaf], environment: Program.environment([:]), input: .none, output: .sequence,
            error: .discarded
        ) { execution in
            var told: Program.Outcome?
            for try await port in execution.standardOutput.strings() {
                let account = Account(url: "http://127.0.0.1:\(port.trimmingCharacters(in: .whitespacesAndNewlines))", token: "ls_x")
                told = try await account.run("confirm", UUID().uuidString, "--idempotency-key", "confirm-once")
                break
            }
            try execution.send(signal: .kill)
            return told
        }.closureResult
        let told = try #require(outcome)
        #expect(told.status == 2)
        #expect(told.errors.contains("--idempotency-key confirm-once") && told.errors.contains("结果未知"))
    }

    @Test func aServiceThatCannotBeReachedIsTheEnvironmentsFault() async throws {
        let outcome = try await Account(url: "http://127.0.0.1:9", token: "ls_x").run("whoami")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("连不上服务") && outcome.errors.contains("cannot be reached"))
    }
}
