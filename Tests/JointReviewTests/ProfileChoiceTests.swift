import Foundation
import JointReview
import Testing
import WorkingTime

/// Under which profile a case is opened.
@Suite struct ProfileChoiceTests {
    private func profile(_ id: String, region: String = "CN", from: String = "2021-01-01", more: String = "") throws -> RuleProfile {
        let shipped = try #require(ShippedRules.files.first { $0.path == "profiles/national-current.json" }).text
        let text = shipped.replacing(#""id": "national-current""#, with: #""id": "\#(id)", \#(more) "x": 0"#)
            .replacing(#""region": "CN""#, with: #""region": "\#(region)""#).replacing(
                #""effective_from": "2021-01-01""#, with: #""effective_from": "\#(from)""#)
        return try CanonicalJSON.decode(RuleProfile.self, from: Data(text.utf8))
    }

    private func chosen(_ asked: String?, _ profiles: [RuleProfile], region: String = "320812") -> Result<String, ProfileRefusal> {
        Result { () throws(ProfileRefusal) in try ProfileChoice.profile(asked: asked, for: .building, in: region, of: profiles) }
    }

    @Test func whatRulesAProjectIsOfItsSmallestRegionAndItsClass() throws {
        let nation = try profile("national-current")
        let province = try profile("province", region: "320000", more: #""governs": ["building"],"#)
        let city = try profile("city", region: "320800", more: #""governs": ["building", "municipal"],"#)
        let roads = try profile("roads", region: "320812", more: #""governs": ["municipal"],"#)
        let other = try profile("other", region: "320100", more: #""governs": ["building"],"#)
        let all = [nation, province, city, roads, other]
        #expect(chosen(nil, all) == .success("city"))
        #expect(chosen("city", all) == .success("city"))
        #expect(chosen("province", all) == .failure(.ruled(by: "city", city.title)))
        #expect(chosen(nil, all, region: "320500") == .success("province"))
        #expect(chosen(nil, all, region: "110000") == .success("national-current"))
    }

    @Test func whereNothingRulesTheOwnerNamesWhatOwnersMayName() throws {
        let all = [try profile("national-current"), try profile("free", more: #""owner_may_choose": true,"#), try profile("closed")]
        #expect(chosen("free", all) == .success("free"))
        #expect(chosen("closed", all) == .failure(.notForOwners("closed")))
        #expect(chosen("gone", all) == .failure(.notInForce("gone")))
        #expect(chosen("national-current", all) == .success("national-current"))
    }
}
