import Foundation
import Postgres
import Testing

@Suite struct ListenerTests {
    private func untilListening(_ pool: Pool, _ channel: String) async throws -> Int {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            let listening: SQL =
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'lianshen-listener' AND state = 'idle' AND query LIKE \("%" + channel + "%")"
            if let row = try await pool.single(listening).first { return try row("pid") }
            await Task.yield()
        }
        throw CancellationError()
    }

    @Test func messagesArriveInOrder() async throws {
        try await withPool { pool async throws in
            let listener = Listener(url: try await Cluster.shared.url(), channels: ["one \"quoted\"", "two_of_order"], logger: quiet)
            _ = try await untilListening(pool, "two_of_order")
            try await pool.notify(channel: "one \"quoted\"", payload: "一")
            try await pool.notify(channel: "two_of_order", payload: "")
            try await pool.notify(channel: "two_of_order", payload: "3")
            let heard = await listener.notifications.prefix(3).reduce(into: []) { $0.append($1) }
            let expected: [Listener.Notification] = [
                .message(channel: "one \"quoted\"", payload: "一"), .message(channel: "two_of_order", payload: ""),
                .message(channel: "two_of_order", payload: "3"),
            ]
            #expect(heard == expected)
            listener.close()
        }
    }

    @Test func aLostConnectionComesBack() async throws {
        try await withPool { pool async throws in
            let listener = Listener(url: try await Cluster.shared.url(), channels: ["reborn"], logger: quiet)
            var heard = listener.notifications.makeAsyncIterator()
            for round in 0..<3 {
                let pid = try await untilListening(pool, "reborn")
                try await pool.notify(channel: "reborn", payload: "\(round)")
                #expect(await heard.next() == .message(channel: "reborn", payload: "\(round)"))
                _ = try await pool.single("SELECT pg_terminate_backend(\(Int32(pid)), 10000)")
                #expect(await heard.next() == .reconnected)
            }
            listener.close()
            while await heard.next() != nil {}
        }
    }
}
