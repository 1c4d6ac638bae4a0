import JointReview

/// Why a command could not be carried out on this machine, and what to do; ends the program with 2.
struct CommandFault: Error, CustomStringConvertible {
    let message: Bilingual

    init(_ zh: String, _ en: String) {
        message = Bilingual(zh: zh, en: en)
    }

    var description: String { "\(message.zh) \(message.en)" }
}
