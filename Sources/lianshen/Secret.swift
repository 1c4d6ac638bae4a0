import Foundation
import Glibc

/// Something that nobody else may see: one line of the terminal, unseen, of standard input, or of a file.
enum Secret {
    /// Reads one line. Spaces at its ends belong to a password; the end of the line does not.
    static func read(_ prompt: String, from path: String? = nil) throws(CommandFault) -> String {
        if let path { return try line(ofFile: path) }
        let typed = isatty(STDIN_FILENO) == 1 ? unseen(prompt) : readLine()
        guard let typed, !typed.isEmpty else { throw CommandFault("标准输入没有内容。", "There is nothing on standard input.") }
        return typed
    }

    private static func line(ofFile path: String) throws(CommandFault) -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8), let line = text.split(separator: "\n").first else {
            throw CommandFault("无法读取 \(path)。", "\(path) cannot be read, or is empty.")
        }
        return line.hasSuffix("\r") ? String(line.dropLast()) : String(line)
    }

    private static func unseen(_ prompt: String) -> String? {
        FileHandle.standardError.write(Data(prompt.utf8))
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var unseen = before
        unseen.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return readLine()
    }
}
