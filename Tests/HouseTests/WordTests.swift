import JointReview
import Store
import Testing
import Wire

/// A word of the trade is the same word in Swift and in the document of the interface. (That the database has it too is a test of the store.)
struct WordTests {
    @Test(
        "A list of words in the document is the enumeration of the program",
        arguments: [
            ("Discipline", words(Discipline.self)), ("Function", words(OrganisationFunction.self)), ("Role", words(Role.self)),
            ("CaseState", words(CaseState.self)), ("ReviewState", words(ReviewState.self)), ("Applicability", words(Applicability.Kind.self)),
            ("PackageState", words(PackageRecord.State.self)), ("UploadKind", words(UploadRecord.Kind.self)),
            ("UploadState", words(UploadRecord.State.self)), ("SheetKind", words(SheetKind.self)), ("Severity", words(Severity.self)),
            ("Decision", words(Decision.self)), ("SpecialtyState", words(SpecialtyReview.State.self)),
            ("AllocationWay", words(AssignmentRule.Way.self)),
            ("AllocationBar", words(BodyAllocation.Bar.self)), ("NoticeKind", words(Notice.Kind.self)),
            ("TurnTask", words(Turn.Task.self)),
            ("AnswerVerdict", words(Answer.Verdict.self)),
            ("BackcheckVerdict", words(BackcheckVerdict.self)), ("TickVerdict", words(CheckpointTick.Verdict.self)),
            ("MarkupKind", words(MarkupShape.Kind.self)),
            ("Openness", words(Openness.self)), ("ThreadVisibility", words(ThreadVisibility.self)), ("JobKind", words(Job.Kind.self)),
            ("JobState", words(Job.State.self)), ("RuleKind", words(RuleBody.Kind.self)), ("AuditResult", words(AuditEntryBody.Result.self)),
            ("ElementKind", words(Element.Kind.self)), ("Fate", words(FollowedRegion.Fate.self)), ("SheetStatus", words(SheetStatus.self)),
            ("FileStatus", words(FileStatus.self)),
            ("ChangeKind", words(Change.Kind.self)), ("SuspensionCause", words(SuspensionCause.self)), ("DueCause", words(DueDates.Cause.self)),
            ("LogAlarm", words(LogStatusBody.Alarm.self)), ("WitnessFault", words(LogStatusBody.Fault.self)),
            ("DemandOutcome", words(DemandOutcome.self)), ("ReportGround", words(ReportGround.self)),
        ])
    func listed(name: String, words: [String]) throws {
        let listed = value(try Repository.openAPI(), "components", "schemas", name, "enum") as? [String]
        #expect(listed?.sorted() == words)
    }

    @Test("Every code of a problem is in the document, and no other")
    func problemCodes() throws {
        let listed = value(try Repository.openAPI(), "components", "schemas", "Problem", "properties", "code", "enum") as? [String]
        #expect(listed?.sorted() == words(ProblemCode.self))
    }
}

private func words<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> [String] where Word.RawValue == String {
    Word.allCases.map(\.rawValue).sorted()
}
