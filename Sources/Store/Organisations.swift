public import Foundation
public import JointReview
import Postgres

/// An organisation of the trade, keyed by its unified social credit code.
public struct Organisation: Sendable, Hashable, Identifiable {
    /// Identity inside the service.
    public let id: UUID
    /// Unified social credit code, check character verified.
    public let creditCode: String
    /// Registered name.
    public let name: String
    /// Administrative region, e.g. 320800; empty when not tied to one.
    public let region: String
    /// What the organisation is in the trade.
    public let functions: [Function]

    /// One function, for one discipline where it is a review body or an authority.
    public struct Function: Sendable, Hashable {
        /// The function.
        public let function: OrganisationFunction
        /// The discipline, for review bodies and authorities.
        public let discipline: Discipline?

        /// A function with its discipline.
        public init(function: OrganisationFunction, discipline: Discipline? = nil) {
            self.function = function
            self.discipline = discipline
        }
    }

    /// An organisation value.
    public init(id: UUID, creditCode: String, name: String, region: String, functions: [Function]) {
        self.id = id
        self.creditCode = creditCode
        self.name = name
        self.region = region
        self.functions = functions
    }
}

extension Tx {
    /// Registers an organisation with its functions.
    /// - Throws: `StoreError.exists` when the credit code is registered already.
    public func insert(_ organisation: Organisation) async throws {
        try await sql.run(
            """
            WITH registered AS (
                INSERT INTO organisation (organisation_id, credit_code, name, region)
                VALUES (\(organisation.id), \(organisation.creditCode), \(organisation.name), \(organisation.region)) RETURNING organisation_id),
            entitled AS (
                INSERT INTO organisation_function (organisation_id, function, discipline)
                SELECT organisation_id, function, discipline FROM registered,
                       unnest(\(organisation.functions.map(\.function)), \(organisation.functions.map { $0.discipline?.rawValue ?? "" })) AS wanted (function, discipline))
            \(audit(.organisationCreate, "organisation", "organisation_id", in: "registered", detail: .values(["creditCode": organisation.creditCode, "name": organisation.name])))
            SELECT FROM registered
            """
        )
    }

    /// One organisation.
    /// - Throws: `StoreError.missing`.
    public func organisation(_ id: UUID) async throws -> Organisation {
        guard let row = try await sql.first("\(Self.organisations) WHERE o.organisation_id = \(id)") else {
            throw StoreError.missing("organisation \(id)")
        }
        return try Organisation(row)
    }

    /// Organisations in the order of their credit codes, after the one given.
    public func organisations(after creditCode: String?, limit: Int) async throws -> [Organisation] {
        try await sql.all(
            "\(Self.organisations) WHERE o.credit_code > \(creditCode ?? "") ORDER BY o.credit_code LIMIT \(limit)"
        ).map(Organisation.init)
    }

    static let organisations: SQL =
        """
        SELECT o.organisation_id, o.credit_code, o.name, o.region,
               coalesce((SELECT array_agg(function ORDER BY function, discipline) FROM organisation_function f
                          WHERE f.organisation_id = o.organisation_id), '{}') AS functions,
               coalesce((SELECT array_agg(discipline ORDER BY function, discipline) FROM organisation_function f
                          WHERE f.organisation_id = o.organisation_id), '{}') AS disciplines
          FROM organisation o
        """
}

extension Organisation {
    init(_ row: Row) throws {
        let functions: [OrganisationFunction] = try row("functions")
        let disciplines: [String] = try row("disciplines")
        try self.init(
            id: row("organisation_id"), creditCode: row("credit_code"), name: row("name"), region: row("region"),
            functions: zip(functions, disciplines).map { Function(function: $0, discipline: Discipline(rawValue: $1)) })
    }
}
