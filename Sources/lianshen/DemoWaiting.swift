import Client
import Foundation
import JointReview
import Wire
import WorkingTime

extension DemoScript {
    /// Rules are the security administrator's to change, never the system administrator's (three separate administrators).
    func securityAdministrator(_ administrator: LianshenClient) async throws -> LianshenClient {
        let person = try await administrator.createPerson(
            NewPersonBody(
                organisationId: try await administrator.me().organisation.id, signInName: "security", name: "样例安全管理员",
                roles: [RoleGrantBody(role: .securityAdministrator)]),
            key: "\(run)-person-security")
        let issued = try await administrator.issueToken(for: person.id, NewTokenBody(label: "demo", days: 1), key: "\(run)-token-security")
        return administrator.signedIn(with: issued.token)
    }

    /// Switches on the shipped rule under which the system accepts; its name goes into the log with every acceptance.
    func switchOnAcceptance(_ security: LianshenClient) async throws {
        guard let rule = try ShippedRules.autoAcceptRules().rules.first else { return }
        let body = try WireJSON.decode(JSONValue.self, from: Data(CanonicalJSON.encode(rule)))
        _ = try await security.createRule(
            NewRuleBody(
                kind: .autoAccept, name: rule.id, effectiveFrom: rule.effectiveFrom.description, effectiveTo: nil, body: body,
                legalBasis: rule.basis.line,
                approvedBy: nil), key: "\(run)-rule")
    }

    /// Waits until intake has read the package.
    func waitForIntake(of package: UUID, _ designer: LianshenClient) async throws -> DrawingPackageBody {
        while true {
            let present = try await designer.package(package)
            if present.state != .uploaded { return present }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// All that is wrong with a refused package, as one text.
    func refusal(of package: UUID, _ designer: LianshenClient) async throws -> String {
        guard case .ready(let check) = try await designer.check(package) else { return "图纸包未通过检查 · The package was not accepted." }
        return check.report.findings.map {
            "\($0.severity.rawValue) \($0.code) \($0.file): \($0.message.zh) → \($0.remedy.zh) · \($0.message.en) \($0.remedy.en)"
        }
        .joined(separator: "\n")
    }

    /// Waits for the newest edition of the report and saves its three forms, and every earlier one as a page; returns the JSON.
    func saveReports(of id: UUID, _ owner: LianshenClient) async throws -> Data {
        var json = Data()
        for (form, name) in [(ReportForm.json, "report.json"), (.htmlChinese, "report.zh.html"), (.htmlEnglish, "report.en.html")] {
            let bytes = try await waitForReport(of: id, as: form, owner)
            try bytes.write(to: URL(fileURLWithPath: output + "/" + name))
            if name == "report.json" { json = bytes }
        }
        for edition in try await owner.reports(of: id, limit: 200).items.dropLast() {
            let bytes = try await waitForReport(of: id, edition: edition.serial, as: .htmlChinese, owner)
            try bytes.write(to: URL(fileURLWithPath: output + "/report-\(edition.serial).zh.html"))
        }
        return json
    }

    private func waitForReport(of id: UUID, edition: Int? = nil, as form: ReportForm, _ owner: LianshenClient) async throws -> Data {
        while true {
            switch try await owner.report(of: id, edition: edition, as: form) {
            case .ready(let bytes): return bytes
            case .pending: try await Task.sleep(for: .milliseconds(200))
            }
        }
    }
}

/// Prints the steps of the demo with their time.
final class DemoPrinter: Sendable {
    /// Runs one step and prints it.
    func step<Value>(_ zh: String, _ en: String, _ body: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        let value = try await body()
        let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
        line("  ✓ \(zh) · \(en)  (\(String(format: "%.2f", seconds)) s)")
        return value
    }

    /// Prints a line at once, also into a pipe.
    func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
