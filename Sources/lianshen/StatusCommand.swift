import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen status CASE`: where a case stands, its packages and its reviews, at one look.
struct Status: ClientCommand {
    static let configuration = CommandConfiguration(abstract: "报审件现状:图纸包与各专业 · Where a case stands, with its packages and reviews.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    /// Three answers of the interface under one roof.
    private struct Present: Encodable {
        let `case`: CaseBody
        let packages: [DrawingPackageBody]
        let reviews: [ReviewBody]
    }

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let present = Present(
            case: try await client.case(self.case),
            packages: try await client.all { try await client.packages(of: self.case, limit: 200, after: $0) },
            reviews: try await client.all { try await client.reviews(of: self.case, limit: 200, after: $0) })
        try output.show(present) {
            TextTable.card(present.case) + [""] + TextTable.table(present.packages) + [""] + TextTable.table(present.reviews)
        }
    }
}
