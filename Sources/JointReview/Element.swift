/// A thing of the project that demands are about, as the case's register has it. Two entries are never joined because they look alike.
public struct Element: Hashable, Sendable, Codable, Identifiable {
    /// What kind of thing it is.
    public enum Kind: String, CaseIterable, Sendable, Codable, Labelled {
        case building, storey, room, corridor, stair, lobby, door, window, wall, column, beam, slab, opening, foundation, site, road, boundary,
            distance,
            pipe, duct, equipment, conductor, lift, other
        case fireCompartment = "fire_compartment"
        case shelterUnit = "shelter_unit"
        case parkingSpaces = "parking_spaces"

        /// Name of the kind.
        public var label: Bilingual {
            switch self {
            case .building: Bilingual(zh: "建筑物", en: "building")
            case .storey: Bilingual(zh: "楼层", en: "storey")
            case .room: Bilingual(zh: "房间", en: "room")
            case .corridor: Bilingual(zh: "走道", en: "corridor")
            case .stair: Bilingual(zh: "楼梯", en: "stair")
            case .lobby: Bilingual(zh: "前室", en: "lobby")
            case .door: Bilingual(zh: "门", en: "door")
            case .window: Bilingual(zh: "窗", en: "window")
            case .wall: Bilingual(zh: "墙", en: "wall")
            case .column: Bilingual(zh: "柱", en: "column")
            case .beam: Bilingual(zh: "梁", en: "beam")
            case .slab: Bilingual(zh: "板", en: "slab")
            case .opening: Bilingual(zh: "洞口", en: "opening")
            case .foundation: Bilingual(zh: "基础", en: "foundation")
            case .site: Bilingual(zh: "场地", en: "site")
            case .road: Bilingual(zh: "道路", en: "road")
            case .boundary: Bilingual(zh: "界线", en: "boundary")
            case .distance: Bilingual(zh: "间距", en: "distance")
            case .pipe: Bilingual(zh: "管道", en: "pipe")
            case .duct: Bilingual(zh: "风管", en: "duct")
            case .equipment: Bilingual(zh: "设备", en: "equipment")
            case .conductor: Bilingual(zh: "防雷导体", en: "lightning conductor")
            case .lift: Bilingual(zh: "电梯", en: "lift")
            case .other: Bilingual(zh: "其他", en: "other")
            case .fireCompartment: Bilingual(zh: "防火分区", en: "fire compartment")
            case .shelterUnit: Bilingual(zh: "防护单元", en: "shelter unit")
            case .parkingSpaces: Bilingual(zh: "停车位", en: "parking spaces")
            }
        }
    }

    /// Identity in the register; demands name it exactly.
    public let id: String
    /// Building, e.g. `1#`; absent for the site.
    public let building: String?
    /// Storey, e.g. `3F`.
    public let storey: String?
    /// Axis or mark on the sheet, e.g. `轴5,C–D/M-0312`.
    public let mark: String
    /// What kind of thing it is.
    public let kind: Kind

    /// An entry of the register.
    public init(id: String, building: String? = nil, storey: String? = nil, mark: String, kind: Kind) {
        (self.id, self.building, self.storey, self.mark, self.kind) = (id, building, storey, mark, kind)
    }
}
