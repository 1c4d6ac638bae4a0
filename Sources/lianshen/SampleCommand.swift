import ArgumentParser
import Foundation
import SampleCase

/// `lianshen sample`: draws the packages of the sample case.
struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "绘制样例图纸包 · Draw the packages of the sample case: sample data, marked as such.")

    @Argument(help: "输出目录 · Folder for the packages.")
    var folder = "lianshen-sample"

    @Option(name: .long, help: "轮次;不给则全部 · Round; all of them when left out.")
    var round: Int?

    func run() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for round in SampleCase.rounds where self.round == nil || self.round == round {
            let path = folder + "/sample-round-\(round).zip"
            try SampleCase.package(round: round, to: path)
            print(path)
        }
    }
}
