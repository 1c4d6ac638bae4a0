import Cosigning
import Foundation
import Glibc
import Locks
import LogKeeping

/// Kills a process, as `kill -9` does, at a named step of the log, so that tests see what is left when it ends exactly there. In debug builds alone; others
/// read nothing.
///
/// `LIANSHEN_KILL_AT` is a step, a moment and the how manieth time, e.g. `tile.after.2`. `LIANSHEN_KILL_MARK` is a file that is made just before, with the
/// process that is killed; where it is, nothing is killed any more. `LIANSHEN_KILL_PID` names a file that begins with the process; without it it is this one.
enum KillPoint {
    /// Steps of who writes tiles and checkpoints.
    static let log: LogFailpoint? = strike.map { strike in { @Sendable step, moment in strike("\(step.rawValue).\(moment.rawValue)") } }
    /// Steps of who signs.
    static let signing: HeadKeeper.Failpoint? = strike.map { strike in { @Sendable step, moment in strike("\(step.rawValue).\(moment.rawValue)") } }

    private static let strike: (@Sendable (String) -> Void)? = {
        #if DEBUG
        let environment = ProcessInfo.processInfo.environment
        guard let place = environment["LIANSHEN_KILL_AT"], let mark = environment["LIANSHEN_KILL_MARK"],
            let dot = place.lastIndex(of: "."), let turn = Int(place[place.index(after: dot)...])
        else { return nil }
        let (wanted, count) = (String(place[..<dot]), Locked(0))
        return { step in
            guard step == wanted else { return }
            let isNow = count.withLock { count in
                count += 1
                return count == turn
            }
            guard isNow else { return }
            let named = environment["LIANSHEN_KILL_PID"].flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }
            let victim = named?.split(separator: "\n").first.flatMap { pid_t($0) } ?? getpid()
            // One of all processes makes the file.
            let file = open(mark, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
            guard file >= 0 else { return }
            _ = "\(victim)".withCString { write(file, $0, strlen($0)) }
            close(file)
            kill(victim, SIGKILL)
        }
        #else
        return nil
        #endif
    }()
}
