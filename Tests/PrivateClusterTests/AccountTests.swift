import Foundation
import Glibc
import PrivateCluster
import Testing

@Suite(.timeLimit(.minutes(5))) struct AccountTests {
    @Test(.enabled(if: geteuid() == 0, "only root makes accounts"))
    func processesThatNeedTheAccountAtTheSameTimeFindOne() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) {
                        let account = try await ServerAccount.systemAccount()
                        #expect(account.name == "lianshen" && account.uid != 0)
                    }
                }
            }
        }
        let entries = try String(contentsOfFile: "/etc/passwd", encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("lianshen:") }
        #expect(entries.count == 1)
    }
}
