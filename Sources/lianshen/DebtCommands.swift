import ArgumentParser
import Client
import Foundation
import Wire

extension Cases {
    /// `lianshen case accept-with-debts`.
    struct AcceptWithDebts: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept-with-debts", abstract: "容缺受理,列明补齐期限 (窗口、牵头) · Accept though items are missing, each until its day (desk, lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var move: CaseActOptions

        @Option(name: .long, help: "期限=事项,如 2026-12-31=专项论证报告;可重复 · DAY=ITEM; repeatable.")
        var debt: [String]

        func validate() throws {
            guard !debt.isEmpty, debt.allSatisfy({ Self.owed($0) != nil }) else {
                throw ValidationError("每个 --debt 写作 期限=事项,如 2026-12-31=专项论证报告 · Write every --debt as DAY=ITEM, e.g. 2026-12-31=report")
            }
        }

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let debts = debt.compactMap(Self.owed)
            try output.show(try await move.act.once { try await client.acceptWithDebts(move.case, debts, ifVersion: move.ifVersion, key: $0) })
        }

        private static func owed(_ text: String) -> AcceptWithDebtsBody.Owed? {
            let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            return parts.count == 2 && !parts[1].isEmpty ? .init(item: parts[1], dueOn: parts[0]) : nil
        }
    }

    /// `lianshen case debts`.
    struct Debts: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "容缺事项 · What is owed after an acceptance with debts.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let debts = try await client.debts(of: self.case)
            try output.show(debts) { debts.items.isEmpty ? ["(无 none)"] : TextTable.table(debts.items) }
        }
    }

    /// `lianshen case settle-debt`.
    struct SettleDebt: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "settle-debt", abstract: "核收补齐的容缺材料 (窗口、牵头) · Receive what was owed (desk, lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        @Argument(help: "事项序号 · Number of the item.")
        var serial: Int

        @Option(name: .long, help: "收到什么 · What was received.")
        var note: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.settleDebt(serial, of: self.case, note: note, key: $0) })
        }
    }
}

extension DebtBody: Shown {
    static let fields: [Field<DebtBody>] = [
        .listed("序号", "item") { String($0.serial) },
        .listed("事项", "owed") { $0.item },
        .listed("期限", "due") { $0.dueOn },
        .listed("核收", "received") { $0.settledAt?.inChina },
        .alone("收到", "what") { $0.note },
    ]
}
