import Foundation
import Locks
import Timestamps

/// A timestamp authority that `openssl ts` plays behind HTTP, with certificates of its own; gone when nobody holds it.
///
/// What it answers is in the address: `/` stamps, `/other` stamps something else, `/stale` repeats its first answer, `/garbage` and `/busy` do not stamp.
final class TimestampDesk: Sendable {
    let folder: URL
    let url: String
    /// The end of its input that this process holds.
    private let input: FileHandle

    /// Certificates that its answers lead to.
    var authorities: String { folder.appendingPathComponent("ca.pem").path }

    /// Opens a desk; not on a thread that tasks run on, since it waits.
    static func open() async throws -> TimestampDesk { try await OffPool.run { try TimestampDesk() } }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("tsa-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.script.write(to: folder.appendingPathComponent("desk.py"), atomically: true, encoding: .utf8)
        let (process, output, lifeline) = (Process(), Pipe(), Pipe())
        input = lifeline.fileHandleForWriting
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [folder.appendingPathComponent("desk.py").path, folder.path]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = lifeline
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .newlines)) else { throw TimestampFault.failed }
        url = "http://127.0.0.1:\(port)/"
    }

    deinit {
        // It ends when its input does, and takes its folder with it.
        try? input.close()
    }

    /// What `openssl ts -verify` says of a token and the file that it is for.
    func verifies(_ token: [UInt8], of data: [UInt8]) async throws -> Bool {
        let (tokenFile, dataFile) = (folder.appendingPathComponent(UUID().uuidString), folder.appendingPathComponent(UUID().uuidString))
        try Data(token).write(to: tokenFile)
        try Data(data).write(to: dataFile)
        return try await OffPool.run { [authorities] in
            let openssl = Process()
            openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            openssl.arguments = ["ts", "-verify", "-data", dataFile.path, "-in", tokenFile.path, "-CAfile", authorities]
            openssl.standardOutput = FileHandle.nullDevice
            openssl.standardError = FileHandle.nullDevice
            try openssl.run()
            openssl.waitUntilExit()
            return openssl.terminationStatus == 0
        }
    }

    private static let script = #"""
        import hashlib, http.server, os, shutil, subprocess, sys, threading
        os.chdir(sys.argv[1])
        def openssl(*words): return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout
        open("tsa.cnf", "w").write("""
        [tsa]
        default_tsa = desk
        [desk]
        serial = ./serial
        crypto_device = builtin
        signer_cert = ./tsa.pem
        certs = ./tsa.pem
        signer_key = ./tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256, sm3
        ess_cert_id_alg = sha256
        [ext]
        extendedKeyUsage = critical,timeStamping
        """)
        for name, subject, more in (("ca", "/CN=Sample timestamp root", []), ("tsa", "/CN=Sample timestamp authority", ["-CA", "ca.pem", "-CAkey", "ca.key"])):
            openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".pem", "-subj", subject, "-days", "30",
                    *(more + ["-config", "/etc/ssl/openssl.cnf", "-addext", "extendedKeyUsage=critical,timeStamping", "-addext", "basicConstraints=critical,CA:FALSE"] if more else []))
        lock, first = threading.Lock(), []
        class Desk(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                with lock:
                    if self.path == "/other": openssl("ts", "-query", "-digest", hashlib.sha256(b"other").hexdigest(), "-sha256", "-cert", "-out", "query")
                    else: open("query", "wb").write(body)
                    answer = openssl("ts", "-reply", "-queryfile", "query", "-config", "tsa.cnf")
                    first.append(answer)
                if self.path == "/stale": answer = first[0]
                if self.path == "/garbage": answer = b"no DER"
                self.send_response(503 if self.path == "/busy" else 200)
                self.send_header("content-type", "application/timestamp-reply")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
            def log_message(self, *words): pass
        door = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        print(door.server_port, flush=True)
        threading.Thread(target=door.serve_forever, daemon=True).start()
        sys.stdin.read()
        shutil.rmtree(sys.argv[1], ignore_errors=True)
        """#
}
