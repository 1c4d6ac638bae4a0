import ArgumentParser
import Foundation
import JointReview
import Sheets

/// Digital joint drawing review: one program that serves, works, checks and asks.
@main
struct Lianshen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lianshen",
        abstract: "数字化联合图审 · Digital joint drawing review.",
        discussion: "退出码 Exit codes: 0 成功 success · 1 有拒收问题或请求被拒 findings that reject, or a refusal · 2 用法或环境错误 usage or environment.",
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "服务端 Server",
                subcommands: [
                    Serve.self, WorkOnly.self, Signer.self, Witness.self, Migrate.self, Admin.self, Backup.self, Restore.self, Scrub.self, Demo.self,
                ]),
            CommandGroup(
                name: "离线 Offline",
                subcommands: [Check.self, MergeComments.self, DrawCommands.self, LogCommands.self, Sample.self, States.self]),
            CommandGroup(
                name: "账户 Accounts",
                subcommands: [
                    FirstSignIn.self, Login.self, Logout.self, WhoAmI.self, SetPassword.self, Sessions.self, Organisations.self, People.self,
                    Tokens.self,
                    Mandates.self,
                ]),
            CommandGroup(
                name: "报审 Handing in",
                subcommands: [
                    Projects.self, Cases.self, Upload.self, Packages.self, ListSheets.self, ViewSheet.self, RestrictSheet.self, ListBodies.self,
                    ChooseBody.self,
                    ApproveGreenChannel.self,
                    ConfirmCase.self,
                    SubmitCase.self,
                    AcceptCase.self,
                    Status.self, WhoseTurn.self, History.self, Items.self, Answers.self, ReviseCase.self, Rounds.self, Changes.self,
                ]),
            CommandGroup(
                name: "审查 Reviewing",
                subcommands: [
                    Queue.self, Reviews.self, SpecialtyCommands.self, DeclareIndependence.self, ClaimReview.self, ReleaseReview.self,
                    DecideReview.self, Comments.self, Drafts.self, Standards.self,
                    Threads.self,
                    Checkpoints.self,
                    Backcheck.self,
                    ConfirmLook.self, Elements.self, Conflicts.self, SettleConflict.self,
                ]),
            CommandGroup(
                name: "结果 Outcome",
                subcommands: [
                    CertifyCase.self, VerifyFile.self, ShowOpinion.self, FetchReport.self, ListReports.self, FetchReceipt.self, Notices.self,
                    Jobs.self,
                    Events.self,
                ]),
            CommandGroup(
                name: "监管 Oversight",
                subcommands: [
                    Audit.self, Seen.self, SetOpenness.self, Rules.self, Clauses.self, Register.self, Allocations.self, WorkCalendar.self,
                ]),
        ]
    )

    static let _errorPrefix = "错误 Error: "

    /// Runs the command that the arguments name.
    ///
    /// Not the library's own `main`: that one ends with 64 on wrong usage and with 1 on any other error, where ours promise 2, so that 1 always means a refusal.
    static func main() async {
        if HeaderProgram.answersHere() { return }
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            guard exitCode(for: error) != .success else { exit(withError: error) }
            FileHandle.standardError.write(Data((fullMessage(for: error).shownLines.joined(separator: "\n") + "\n").utf8))
            if case DemoError.refused = error { exit(withError: ExitCode(1)) }
            exit(withError: ExitCode(2))
        }
    }
}
