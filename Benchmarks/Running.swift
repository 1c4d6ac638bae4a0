import Foundation

/// A program in a process of its own.
///
/// `@unchecked Sendable`: `Process` is not Sendable; it is started in `init` and afterwards only asked for its number and told to end.
final class Running: @unchecked Sendable {
    private let process = Process()

    init(_ program: String, _ arguments: [String], _ environment: [String: String]) throws {
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    /// The most memory that the process had resident at any time.
    var peakMebibytes: Double {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        return status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/).flatMap { Double($0.output.1) }.map { $0 / 1024 } ?? .nan
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Runs a program to its end and gives what it printed.
    static func output(_ program: String, _ arguments: [String], _ environment: [String: String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchError.failed(program, "exit status \(process.terminationStatus)") }
        return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A port that nobody listens on now.
func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw BenchError.failed("socket", String(cString: strerror(errno))) }
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0 }
    }
    guard bound else { throw BenchError.failed("bind", String(cString: strerror(errno))) }
    return Int(UInt16(bigEndian: address.sin_port))
}
