public import Foundation
public import JointReview
import WorkingTime

/// What the rules must know about a project, as the interface writes it.
public struct ProjectFactsBody: RequestBody, Hashable {
    /// Class of case.
    public var `class`: ProjectFacts.Class
    /// How the investment was approved.
    public var funding: ProjectFacts.Funding
    /// Size in the sense of the limits.
    public var size: ProjectFacts.Size
    /// For a special review, the one discipline that it is about.
    public var specialDiscipline: Discipline?
    /// Height of the tallest building in metres.
    public var height: Double?
    /// Floor area in square metres.
    public var floorArea: Double?
    /// Flammable or explosive goods.
    public var hazardousStore: Bool?
    /// A special site in an area of frequent lightning.
    public var lightningSpecialSite: Bool?
    /// A special large project.
    public var specialLarge: Bool?
    /// Number of the approval of building civil-defence works elsewhere.
    public var civilDefenceOffSite: String?
    /// Declared classified; then it is refused.
    public var classified: Bool?
    /// Day of the design contract, `2026-11-21`.
    public var designContractOn: String?

    /// The facts as the interface writes them.
    public init(_ facts: ProjectFacts) {
        self.class = facts.class
        funding = facts.funding
        size = facts.size
        specialDiscipline = facts.specialDiscipline
        height = facts.height
        floorArea = facts.floorArea
        hazardousStore = facts.hasHazardousStore
        lightningSpecialSite = facts.isLightningSpecialSite
        specialLarge = facts.isSpecialLarge
        civilDefenceOffSite = facts.civilDefenceOffSite
        classified = facts.isClassified
        designContractOn = facts.designContractOn?.description
    }

    /// The facts as the rules take them.
    public var facts: ProjectFacts {
        ProjectFacts(
            class: self.class, funding: funding, size: size, specialDiscipline: specialDiscipline, height: height, floorArea: floorArea,
            hasHazardousStore: hazardousStore ?? false, isLightningSpecialSite: lightningSpecialSite ?? false, isSpecialLarge: specialLarge ?? false,
            civilDefenceOffSite: civilDefenceOffSite, isClassified: classified ?? false,
            designContractOn: designContractOn.flatMap(CalendarDay.init))
    }

    /// The fields.
    public static let shape = Shape(
        .required("class", .words(of: ProjectFacts.Class.self)), .required("funding", .words(of: ProjectFacts.Funding.self)),
        .required("size", .words(of: ProjectFacts.Size.self)), .optional("specialDiscipline", .words(of: Discipline.self)),
        .optional("height", .number(above: 0)), .optional("floorArea", .number(above: 0)), .optional("hazardousStore", .boolean),
        .optional("lightningSpecialSite", .boolean), .optional("specialLarge", .boolean), .optional("civilDefenceOffSite", .text(1...200)),
        .optional("classified", .boolean), .optional("designContractOn", .form(.day)))
}

/// `POST /v1/projects`.
public struct NewProjectBody: RequestBody, Hashable {
    /// Name of the project.
    public var name: String
    /// Unified project code, once there is one.
    public var projectCode: String?
    /// Administrative region.
    public var region: String
    /// What the rules must know.
    public var facts: ProjectFactsBody

    /// A project to register.
    public init(name: String, projectCode: String? = nil, region: String, facts: ProjectFacts) {
        self.name = name
        self.projectCode = projectCode
        self.region = region
        self.facts = ProjectFactsBody(facts)
    }

    /// The fields.
    public static let shape = Shape(
        .required("name", .text(1...200)), .optional("projectCode", .text(0...40)), .required("region", .text(0...100)),
        .required("facts", .object(ProjectFactsBody.shape)))
}

/// A project.
public struct ProjectBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// Name of the project.
    public var name: String
    /// Unified project code.
    public var projectCode: String?
    /// Administrative region.
    public var region: String
    /// The owner.
    public var ownerId: UUID
    /// What the rules must know.
    public var facts: ProjectFactsBody
    /// When it was registered.
    public var createdAt: Date

    /// A project.
    public init(id: UUID, name: String, projectCode: String?, region: String, ownerId: UUID, facts: ProjectFacts, createdAt: Date) {
        self.id = id
        self.name = name
        self.projectCode = projectCode
        self.region = region
        self.ownerId = ownerId
        self.facts = ProjectFactsBody(facts)
        self.createdAt = createdAt
    }
}
