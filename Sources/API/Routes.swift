import Hummingbird

/// The table of contents of the interface: every route, and nothing else. `Schemas/openapi.yaml` lists the same; a test holds them equal.
struct Routes {
    let table: [Route]

    init(_ interface: HTTPInterface) {
        table =
            Self.identity(IdentityRoutes(interface: interface), TokenRoutes(interface: interface))
            + Self.people(SessionRoutes(interface: interface), PasswordRoutes(interface: interface))
            + Self.cases(ProjectRoutes(interface: interface), CaseRoutes(interface: interface), CaseActRoutes(interface: interface))
            + Self.changes(ChangeRoutes(interface: interface))
            + Self.packages(PackageRoutes(interface: interface), UploadRoute(interface: interface), DownloadRoutes(interface: interface))
            + Self.sets(SetRoutes(interface: interface))
            + Self.checks(CheckRoutes(interface: interface), DeficiencyRoutes(interface: interface))
            + Self.uploads(UploadRoutes(interface: interface), UploadCreation(interface: interface))
            + Self.reviews(ReviewRoutes(interface: interface), ReviewActRoutes(interface: interface), CommentRoutes(interface: interface))
            + Self.talk(ThreadRoutes(interface: interface), SeenRoutes(interface: interface))
            + Self.drafts(DraftRoutes(interface: interface), StandardRoutes(interface: interface))
            + Self.specialties(SpecialtyRoutes(interface: interface))
            + Self.register(RegisterRoutes(interface: interface), AllocationRoutes(interface: interface))
            + Self.merging(ElementRoutes(interface: interface), MergeRoutes(interface: interface), ConflictRoutes(interface: interface))
            + Self.rounds(RoundRoutes(interface: interface), AnswerRoutes(interface: interface))
            + [.get("/v1/cases/{caseId}/history", HistoryRoutes(interface: interface).history)]
            + Self.outcome(OutcomeRoutes(interface: interface), AuditRoutes(interface: interface), RuleRoutes(interface: interface))
            + Self.trials(RuleTrialRoutes(interface: interface)) + Self.clauses(ClauseRoutes(interface: interface))
            + Self.log(LogRoutes(interface: interface), ReceiptRoutes(interface: interface))
            + Self.operation(EventRoutes(interface: interface), OperationRoutes(interface: interface))
    }

    private static func identity(_ identity: IdentityRoutes, _ tokens: TokenRoutes) -> [Route] {
        [
            .post("/v1/bootstrap", tokens.bootstrap, for: .anybody),
            .get("/v1/me", identity.me),
            .get("/v1/organisations", identity.organisations),
            .post("/v1/organisations", identity.createOrganisation),
            .get("/v1/organisations/{organisationId}", identity.organisation),
            .post("/v1/people", identity.createPerson),
            .post("/v1/people/{personId}/tokens", tokens.issue),
            .delete("/v1/tokens/{tokenId}", tokens.revoke),
        ]
    }

    private static func people(_ sessions: SessionRoutes, _ passwords: PasswordRoutes) -> [Route] {
        [
            .get("/v1/sessions", sessions.list),
            .post("/v1/sessions", sessions.begin, for: .anybody),
            .delete("/v1/sessions", sessions.endOthers),
            .delete("/v1/sessions/{sessionId}", sessions.end),
            .put("/v1/me/password", passwords.change),
            .post("/v1/people/{personId}/invitation", passwords.invite),
            .post("/v1/invitations/accept", passwords.accept, for: .anybody),
            .post("/v1/people/{personId}/disable", passwords.disable),
            .post("/v1/people/{personId}/erase", passwords.erase),
            .post("/v1/people/{personId}/enable", passwords.enable),
            .get("/v1/mandates", MandateRoutes(interface: passwords.interface).list),
            .post("/v1/mandates", MandateRoutes(interface: passwords.interface).give),
            .delete("/v1/mandates/{mandateId}", MandateRoutes(interface: passwords.interface).revoke),
            .post("/v1/people/{personId}/hand-over", HandOverRoutes(interface: passwords.interface).handOver),
        ]
    }

    private static func cases(_ projects: ProjectRoutes, _ cases: CaseRoutes, _ acts: CaseActRoutes) -> [Route] {
        [
            .get("/v1/projects", projects.list),
            .post("/v1/projects", projects.create),
            .get("/v1/projects/{projectId}", projects.project),
            .get("/v1/cases", cases.list),
            .post("/v1/cases", cases.create),
            .get("/v1/cases/{caseId}", cases.one),
            .post("/v1/cases/{caseId}/institutes", cases.invite),
            .get("/v1/cases/{caseId}/jobs", cases.jobs),
            .post("/v1/cases/{caseId}/confirm", acts.confirm),
            .post("/v1/cases/{caseId}/submit", acts.submit),
            .post("/v1/cases/{caseId}/send-back", acts.sendBack),
            .post("/v1/cases/{caseId}/accept", acts.accept),
            .post("/v1/cases/{caseId}/return", acts.return),
            .post("/v1/cases/{caseId}/refuse", acts.refuse),
            .post("/v1/cases/{caseId}/withdraw", acts.withdraw),
            .post("/v1/cases/{caseId}/pass", acts.pass),
            .post("/v1/cases/{caseId}/fail", acts.fail),
            .post("/v1/cases/{caseId}/dispute", acts.dispute),
            .post("/v1/cases/{caseId}/settle-dispute", acts.settleDispute),
            .post("/v1/cases/{caseId}/supersede", acts.supersede),
            .post("/v1/cases/{caseId}/close", acts.close),
            .post("/v1/cases/{caseId}/revoke", acts.revoke),
            .post("/v1/cases/{caseId}/archive", acts.archive),
            .post("/v1/cases/{caseId}/accept-with-debts", DebtRoutes(interface: acts.interface).accept),
            .post("/v1/cases/{caseId}/suspend", SuspensionRoutes(interface: acts.interface).suspendAll),
            .post("/v1/cases/{caseId}/resume", SuspensionRoutes(interface: acts.interface).resumeAll),
            .get("/v1/cases/{caseId}/clock", SuspensionRoutes(interface: acts.interface).clock),
            .get("/v1/cases/{caseId}/debts", DebtRoutes(interface: acts.interface).list),
            .post("/v1/cases/{caseId}/debts/{serial}/settle", DebtRoutes(interface: acts.interface).settle),
        ]
    }

    private static func changes(_ changes: ChangeRoutes) -> [Route] {
        [
            .post("/v1/cases/{caseId}/certify", changes.certify),
            .get("/v1/cases/{caseId}/changes", changes.list),
            .post("/v1/cases/{caseId}/changes", changes.request),
            .post("/v1/cases/{caseId}/open-change", changes.open),
            .post("/v1/cases/{caseId}/drop-change", changes.drop),
            .post("/v1/cases/{caseId}/escalate", changes.escalate),
        ]
    }

    private static func packages(_ packages: PackageRoutes, _ upload: UploadRoute, _ downloads: DownloadRoutes) -> [Route] {
        [
            .get("/v1/cases/{caseId}/packages", packages.list),
            .put("/v1/cases/{caseId}/packages", upload.receive),
            .get("/v1/packages/{packageId}", packages.package),
            .get("/v1/packages/{packageId}/check", packages.check),
            .get("/v1/packages/{packageId}/content", downloads.package),
            .get("/v1/packages/{packageId}/contents", packages.contents),
            .get("/v1/packages/{packageId}/sheets", packages.sheets),
            .get("/v1/packages/{packageId}/pages", packages.pages),
            .get("/v1/packages/{packageId}/pages/{ordinal}/thumbnail", downloads.pageThumbnail),
            .post("/v1/packages/{packageId}/seal", packages.seal),
            .get("/v1/sheets/{sheetId}", packages.sheet),
            .get("/v1/sheets/{sheetId}/content", downloads.sheet),
            .get("/v1/sheets/{sheetId}/facts", packages.facts),
            .get("/v1/sheets/{sheetId}/thumbnail", downloads.thumbnail),
            .post("/v1/sheets/{sheetId}/restrict", packages.restrict),
        ]
    }

    private static func sets(_ sets: SetRoutes) -> [Route] {
        [
            .get("/v1/packages/{packageId}/set", sets.set),
            .get("/v1/packages/{packageId}/set/sheets", sets.sheets),
            .post("/v1/packages/{packageId}/set/confirm", sets.confirm),
        ]
    }

    private static func checks(_ checks: CheckRoutes, _ deficiencies: DeficiencyRoutes) -> [Route] {
        [
            .get("/v1/checks", checks.list),
            .post("/v1/checks", checks.receive),
            .get("/v1/checks/{checkId}", checks.check),
            .get("/v1/cases/{caseId}/deficiencies", deficiencies.list),
            .get("/v1/cases/{caseId}/deficiencies/{serial}", deficiencies.one),
        ]
    }

    private static func uploads(_ uploads: UploadRoutes, _ creation: UploadCreation) -> [Route] {
        [
            .options("/v1/uploads", uploads.options),
            .get("/v1/uploads", uploads.list),
            .post("/v1/uploads", creation.create),
            .head("/v1/uploads/{uploadId}", uploads.offset),
            .get("/v1/uploads/{uploadId}", uploads.upload),
            .patch("/v1/uploads/{uploadId}", uploads.append),
            .delete("/v1/uploads/{uploadId}", uploads.terminate),
        ]
    }

    private static func outcome(_ outcome: OutcomeRoutes, _ audit: AuditRoutes, _ rules: RuleRoutes) -> [Route] {
        [
            .get("/v1/cases/{caseId}/opinion", outcome.opinion),
            .get("/v1/cases/{caseId}/report", outcome.report),
            .get("/v1/cases/{caseId}/report/timestamp", TimestampRoutes(interface: outcome.interface).report),
            .get("/v1/cases/{caseId}/reports", outcome.reports),
            .get("/v1/notices", outcome.notices),
            .get("/v1/audit", audit.query),
            .get("/v1/audit/export", audit.export),
            .post("/v1/verifications", VerificationRoutes(interface: audit.interface).verify),
            .get("/v1/rules", rules.list),
            .post("/v1/rules", rules.create),
            .post("/v1/rules/{ruleId}/end", rules.end),
            .get("/v1/calendar", CalendarRoutes(interface: rules.interface).year),
            .post("/v1/calendar", CalendarRoutes(interface: rules.interface).write),
        ]
    }

    private static func clauses(_ clauses: ClauseRoutes) -> [Route] {
        [
            .get("/v1/clauses", clauses.list),
            .post("/v1/clauses", clauses.importing),
            .get("/v1/clauses/export", clauses.export),
            .get("/v1/clauses/versions", clauses.versions),
        ]
    }

    private static func trials(_ trials: RuleTrialRoutes) -> [Route] {
        [
            .get("/v1/rules/{ruleId}/trial", trials.trial),
            .post("/v1/rules/{ruleId}/approve", trials.approve),
        ]
    }

    private static func log(_ log: LogRoutes, _ receipts: ReceiptRoutes) -> [Route] {
        // A tile's number is written in groups of three digits: three groups and a width are enough for 256,000,000,000 entries.
        let places = ["{first}", "{first}/{second}", "{first}/{second}/{third}", "{first}/{second}/{third}/{fourth}"]
        let stamps = TimestampRoutes(interface: log.interface)
        return [
            .get("/log/checkpoint", log.checkpoint, for: .anybody),
            .get("/log/checkpoint.witnessed", log.witnessedCheckpoint, for: .anybody),
            .get("/log/status", log.status, for: .anybody),
            .get("/v1/log/receipts", receipts.receipts),
            .get("/v1/log/receipts/{entryId}", receipts.receipt),
            .get("/v1/log/entries/{index}/proof", receipts.proof, for: .anybody),
            .get("/log/timestamp/{day}/checkpoint", stamps.checkpoint, for: .anybody),
            .get("/log/timestamp/{day}/checkpoint.tsr", stamps.token, for: .anybody),
        ]
            + places.map { .get("/log/tile/{level}/\($0)", log.tile, for: .anybody) }
            + places.map { .get("/log/tile/entries/\($0)", log.entries) }
    }

    private static func operation(_ events: EventRoutes, _ operation: OperationRoutes) -> [Route] {
        [
            .get("/v1/events", events.watch),
            .get("/v1/openapi.yaml", operation.document, for: .anybody),
            .get("/healthz", operation.health, for: .anybody),
            .get("/readyz", operation.readiness, for: .anybody),
            .get("/metrics", operation.metrics, for: .anybody),
        ]
    }
}
