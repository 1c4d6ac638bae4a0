import Foundation
import Subprocess
import SystemPackage

/// Web servers that we did not write (Python's `http.server`), each on a free port of this machine and gone when its test is.
enum StaticServer {
    /// Serves the files of a folder while `body` runs, and nothing else: no cutting of tiles, no redirects.
    static func serving(_ folder: URL, _ body: (_ url: String) async throws -> Void) async throws {
        try await running(["-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder.path], body)
    }

    /// The same; whose authorisation came with each request is written to a file, a line a request.
    static func serving(_ folder: URL, noting file: URL, _ body: (_ url: String) async throws -> Void) async throws {
        let script = """
            import functools, http.server, sys
            class Handler(http.server.SimpleHTTPRequestHandler):
                def do_GET(self):
                    with open(sys.argv[2], 'a') as file: file.write(self.headers.get('Authorization', '-') + '\\n')
                    super().do_GET()
            server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(Handler, directory=sys.argv[1]))
            print('port', server.server_port)
            server.serve_forever()
            """
        try await running(["-c", script, folder.path, file.path], body)
    }

    /// Answers every request with a status and a text.
    static func answering(_ status: Int, _ text: String, _ body: (_ url: String) async throws -> Void) async throws {
        let script = """
            import http.server, sys
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(int(sys.argv[1]))
                    self.end_headers()
                    self.wfile.write(bytes.fromhex(sys.argv[2]))
            server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
            print('port', server.server_port)
            server.serve_forever()
            """
        let hex = text.utf8.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        try await running(["-c", script, String(status), hex], body)
    }

    private static func running(_ arguments: [String], _ body: (_ url: String) async throws -> Void) async throws {
        _ = try await Subprocess.run(
            .path("/usr/bin/python3"), arguments: Arguments(["-u"] + arguments), environment: Program.environment([:]), input: .none,
            output: .sequence, error: .discarded
        ) { execution in
            defer { try? execution.send(signal: .terminate) }
            for try await line in execution.standardOutput.strings() {
                // Its first line says where it listens.
                guard let port = line.firstMatch(of: /port ([0-9]+)/)?.output.1 else { throw Failure("no port: \(line)") }
                return try await body("http://127.0.0.1:\(port)")
            }
            throw Failure("it did not start")
        }
    }
}
