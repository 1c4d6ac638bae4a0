import ArgumentParser
import JointReview

/// `lianshen states`: the two state machines as the program has them.
struct States: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "states", abstract: "报审件与专业审查的状态机 (Markdown, Mermaid) · The state machines of cases and reviews.")

    func run() { print(StateDiagram.document, terminator: "") }
}
