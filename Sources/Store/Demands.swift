public import Foundation
import JointReview
import Postgres

extension Tx {
    /// A row `d` of `demand` as the object that `CaseDemand` reads. What was replaced or withdrawn is not brought back by a later decision that lets it stand.
    static let demandObject: SQL =
        """
        jsonb_build_object('id', d.demand_id, 'comment', d.comment_id, 'replaces', d.replaces,
            'demand', jsonb_build_object('element', d.element_id, 'property', d.property, 'relation', d.relation, 'value', d.value, 'unit', d.unit),
            'outcome', (SELECT x.outcome FROM settlement_decision x WHERE x.demand_id = d.demand_id ORDER BY x.outcome = 'stands' LIMIT 1))
        """

    private struct Written: Encodable {
        let id: UUID
        let ordinal: Int
        let element: String
        let property: String?
        let relation: String
        let value: String?
        let unit: String?
    }

    /// The part of the statement that publishes a comment which writes its demands; empty for a comment without any.
    static func making(_ demands: [CaseDemand]) throws -> SQL {
        guard !demands.isEmpty else { return "" }
        let written = demands.enumerated().map { place, made in
            Written(
                id: made.id, ordinal: place, element: made.demand.element, property: made.demand.property, relation: made.demand.relation.rawValue,
                value: made.demand.value, unit: made.demand.unit)
        }
        return """
            ,
            demanded AS (
                INSERT INTO demand (demand_id, comment_id, case_id, owner_id, ordinal, element_id, property, relation, value, unit)
                SELECT w.id, p.comment_id, p.case_id, p.owner_id, w.ordinal, w.element, w.property, w.relation, w.value, w.unit
                  FROM published p, jsonb_to_recordset(\(try JSON(written)))
                       AS w (id uuid, ordinal integer, element text, property text, relation text, value text, unit text))
            """
    }

    /// The part of the statement that publishes a comment which writes what it contradicts.
    static func declaring(_ contradicts: [UUID]) -> SQL {
        guard !contradicts.isEmpty else { return "" }
        return """
            ,
            contradicted AS (
                INSERT INTO contradiction (comment_id, other_id, case_id, owner_id)
                SELECT DISTINCT p.comment_id, w.other_id, p.case_id, p.owner_id FROM published p, unnest(\(contradicts)) AS w (other_id))
            """
    }

    /// Which of these names are elements of a case's register.
    public func knownElements(of caseID: UUID, among names: [String]) async throws -> Set<String> {
        guard !names.isEmpty else { return [] }
        return try await Set(
            sql.all("SELECT element_id FROM element WHERE case_id = \(caseID) AND element_id = ANY (\(names))").map { try $0("element_id") })
    }

    /// Which of these are comments of a case.
    public func knownComments(of caseID: UUID, among comments: [UUID]) async throws -> Set<UUID> {
        guard !comments.isEmpty else { return [] }
        return try await Set(
            sql.all("SELECT comment_id FROM comment WHERE comment_id = ANY (\(comments)) AND case_id = \(caseID)").map { try $0("comment_id") })
    }
}
