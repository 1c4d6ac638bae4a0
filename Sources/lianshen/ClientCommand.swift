import ArgumentParser
import Client
import Foundation

/// Which service a client command speaks to, and how it prints.
struct ClientOptions: ParsableArguments {
    @Option(name: .long, help: "服务地址 · Address of the service. Also LIANSHEN_URL; else the one signed in to last.")
    var server: String?

    @Option(name: .long, help: "信任的证书机构 (PEM) · Certificate authorities to trust. Also LIANSHEN_CA_FILE.")
    var caFile: String?

    @Option(name: .long, help: "按委托代他人办理 · Act for another under this mandate. Also LIANSHEN_MANDATE.")
    var mandate: UUID?

    @Flag(name: .long, help: "输出接口的 JSON · Print the JSON of the interface.")
    var json = false

    /// The service that is meant.
    func address() throws(CommandFault) -> ServerAddress {
        let environment = ProcessInfo.processInfo.environment
        return try ServerAddress(server ?? environment["LIANSHEN_URL"] ?? SignIn.latestServer ?? "http://127.0.0.1:8080")
    }

    /// The token for a service: of the environment, or as kept by `login`.
    func token(for server: ServerAddress) throws(CommandFault) -> String? {
        if let token = ProcessInfo.processInfo.environment["LIANSHEN_TOKEN"], !token.isEmpty { return token }
        return try SignIn.read(for: server)?.token
    }

    /// Opens a client for as long as `body` runs, and prints a refusal with its code and remedy; then the program ends with 1.
    func ask(_ server: ServerAddress, token: String?, _ body: (LianshenClient, Output) async throws -> Void) async throws {
        let authorities = caFile ?? ProcessInfo.processInfo.environment["LIANSHEN_CA_FILE"]
        let output = Output(json: json)
        do {
            try await LianshenClient.with(baseURL: server.url, token: token, certificateAuthorities: authorities) { plain in
                var client = plain
                client.mandate = mandate ?? ProcessInfo.processInfo.environment["LIANSHEN_MANDATE"].flatMap(UUID.init(uuidString:))
                try await body(client, output)
            }
        } catch let error as ProblemError {
            output.complain(error.problem)
            throw ExitCode(1)
        }
    }
}

/// One command that asks the service something, or has it do something.
protocol ClientCommand: AsyncParsableCommand {
    var options: ClientOptions { get }
    /// Whether somebody must be signed in; true unless a command says otherwise.
    static var needsToken: Bool { get }
    /// Does it, and prints the answer.
    func carryOut(_ client: LianshenClient, _ output: Output) async throws
}

extension ClientCommand {
    static var needsToken: Bool { true }

    /// Carries the command out as whoever is signed in.
    func run() async throws {
        let server = try options.address()
        let token = try Self.needsToken ? options.token(for: server) : nil
        if Self.needsToken, token == nil {
            throw CommandFault(
                "尚未登录 \(server);请先执行 lianshen login,或设置 LIANSHEN_TOKEN。",
                "Not signed in to \(server): run `lianshen login` first, or set LIANSHEN_TOKEN.")
        }
        try await options.ask(server, token: token, carryOut)
    }
}
