public import JointReview

extension SampleCase {
    /// The register of what the sample's demands are about, in the order in which the comments name it.
    public static let elements: [Element] = [
        Element(id: "2#南外墙—人防单元1北外墙", mark: "2#南外墙—人防单元1北外墙", kind: .distance),
        Element(id: "2#南外墙—地下室北外墙轮廓", mark: "2#南外墙—地下室北外墙轮廓", kind: .distance),
        Element(id: "总施-01/技术经济指标表", mark: "技术经济指标表", kind: .site),
        Element(id: "1#/消防车登高操作场地", building: "1#", mark: "消防车登高操作场地", kind: .site),
        Element(id: "1#/3F/轴4–5,C–D/合用前室", building: "1#", storey: "3F", mark: "轴4–5,C–D/合用前室", kind: .lobby),
        Element(id: "1#/3F/轴5,C–D/M-0312", building: "1#", storey: "3F", mark: "轴5,C–D/M-0312", kind: .opening),
        Element(id: "1#/3F/会议厅", building: "1#", storey: "3F", mark: "会议厅", kind: .room),
        Element(id: "1#/B1/消防控制室疏散门", building: "1#", storey: "B1", mark: "消防控制室疏散门", kind: .door),
        Element(id: "1#/B1/防护单元2", building: "1#", storey: "B1", mark: "防护单元2", kind: .shelterUnit),
        Element(id: "1#/B1/防护单元1/WL-3", building: "1#", storey: "B1", mark: "防护单元1/WL-3", kind: .pipe),
        Element(id: "2#", building: "2#", mark: "2#", kind: .building),
        Element(id: "2#/独立接闪杆 1#", building: "2#", mark: "独立接闪杆 1#", kind: .conductor),
        Element(id: "1#/框架", building: "1#", mark: "框架", kind: .building),
        Element(id: "1#/轴3,B/KZ-7", building: "1#", mark: "轴3,B/KZ-7", kind: .column),
        Element(id: "1#/屋面/引下线", building: "1#", storey: "屋面", mark: "引下线", kind: .conductor),
        Element(id: "1#/3F/KL3-05/轴5", building: "1#", storey: "3F", mark: "KL3-05/轴5", kind: .beam),
    ]
}

extension SampleDemand {
    /// The demand as a comment carries it.
    public var demand: Demand {
        let relation: Relation = Relation(rawValue: relation) ?? .equal
        return Demand(element: element, property: property, relation: relation, value: value.description, unit: unit.isEmpty ? nil : unit)
    }
}
