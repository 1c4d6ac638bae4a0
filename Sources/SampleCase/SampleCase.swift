public import JointReview

/// The invented project that demo, samples and tests tell: 【样例·非真实工程】示例市临港材料研发中心.
///
/// Everything here is data or is drawn from data: the same call gives the same bytes on the same machine.
public enum SampleCase {
    /// Name of the project, with its mark.
    public static let projectName = "【样例·非真实工程】示例市临港材料研发中心"
    /// Unified project code of the sample; 000000 is no area.
    public static let projectCode = "2026-000000-73-03-000018"
    /// What the rules must know about the project: a 58.2 m tower with shelter, and a store of dangerous goods.
    public static let project = ProjectFacts(
        class: .building, funding: .filed, size: .large, height: 58.2, floorArea: 25_212, hasHazardousStore: true)
    /// The rounds that have a package: the first review, the resubmission, and the answer to the late finding.
    public static let rounds = 1...3
}
