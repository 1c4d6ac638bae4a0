import Foundation
import JointReview
import Wire

/// What a client command prints: the interface's JSON, or text for people in both languages.
struct Output: Sendable {
    /// Whether JSON was asked for.
    let json: Bool

    /// One object.
    func show(_ value: some Shown) throws {
        try show(value) { TextTable.card(value) }
    }

    /// One page of a list.
    func show<Item: Shown>(_ page: PageBody<Item>) throws {
        try show(page) { page.items.isEmpty ? ["(无 none)"] : TextTable.table(page.items) }
        if !json, let next = page.next { remark("还有更多 There is more: --after \(next)") }
        if !json, let until = page.until { remark(Self.complete(WireJSON.text(until))) }
    }

    /// Up to where a list that still grows is complete.
    static func complete(_ until: String) -> String {
        "此刻之前的条目已齐,之后的下次取 Nothing is missing before \(until); ask for what follows with --from \(until)"
    }

    /// Anything that has a text of its own.
    func show(_ value: some Encodable, _ text: () throws -> [String]) throws {
        if json {
            try write(try WireJSON.encode(value))
        } else {
            try say(try text())
        }
    }

    /// Lines for people. Whatever somebody else wrote into them, no terminal acts on it.
    func say(_ lines: [String]) throws {
        try write(Data(lines.flatMap(\.shownLines).joined(separator: "\n").utf8))
    }

    /// Bytes as they are, and a line's end.
    func write(_ bytes: Data) throws {
        // Not `print`: its buffer keeps lines back from a pipe.
        try FileHandle.standardOutput.write(contentsOf: bytes + [0x0A])
    }

    /// A line beside the answer, on standard error; nothing when JSON was asked for.
    func remark(_ line: String) {
        if !json { Self.mutter(line) }
    }

    /// A refusal of the service, on standard error: its sentence, code and remedy, and all findings.
    func complain(_ problem: ProblemBody) {
        if json, let bytes = try? WireJSON.encode(problem) { return Self.mutter(String(decoding: bytes, as: UTF8.self)) }
        let code = [problem.code, problem.refusal].compactMap { $0 }.joined(separator: " · ")
        let lines = [
            "拒绝 Refused: \(problem.detail.zh) \(problem.detail.en)",
            "  代码 code:     \(code) (HTTP \(problem.status))",
            "  办法 remedy:   \(problem.remedy.zh) \(problem.remedy.en)",
            "  请求号 request: \(problem.instance)",
        ]
        Self.mutter((lines.map(\.shown) + FindingText.lines(problem.findings ?? [])).joined(separator: "\n"))
    }

    private static func mutter(_ text: String) {
        FileHandle.standardError.write(Data((text.shownLines.joined(separator: "\n") + "\n").utf8))
    }
}
