import Foundation
import Testing

@testable import Sheets

@Suite struct FileKindTests {
    @Test(arguments: [
        ("%PDF-1.4\n", "pdf", FileKind.pdf), ("MZ\u{0}\u{1}", "pdf", .windowsProgram), ("MZ is text", "txt", .text), ("#!/bin/sh\n", "pdf", .script),
        ("PK\u{3}\u{4}", "zip", .zip), ("PK\u{3}\u{4}", "docx", .office), ("PK\u{3}\u{4}", "ofd", .ofd), ("", "pdf", .empty),
        ("ISO-10303-21;", "ifc", .ifc), ("<?xml version", "xml", .xml), ("<html>", "txt", .html), ("echo hi", "bat", .script),
        ("999\nmade\n0\nSECTION\n2\nHEADER\n", "dxf", .dxf), ("  0\r\nSECTION\r\n", "dxf", .dxf), ("0 apples", "txt", .text),
        ("7z\u{1}", "7z", .unknown), ("Rar!\u{1A}\u{7}", "rar", .rar), ("\u{1}\u{2}", "bin", .unknown),
    ]) func theFirstBytesDecide(_ head: String, _ fileExtension: String, _ kind: FileKind) {
        #expect(FileKind.sniff(Array(head.utf8), fileExtension: fileExtension) == kind)
    }

    @Test func extensionsAreReadFromTheLastPartOfAPath() {
        #expect(FileKind.fileExtension(of: "图纸.v2/建施-06.PDF") == "pdf")
        #expect(FileKind.fileExtension(of: "a.b/c") == "")
        #expect(FileKind.fileExtension(of: ".hidden") == "")
    }

    @Test(arguments: [
        (2383.94, 3370.39, "A0"), (1190.55, 841.89, "A3"), (595.0, 842.0, "A4"), (612.0, 792.0, "custom"), (1683.78, 2979.2, "A1+1/4"),
        (1190.55, 2104.7, "A2+1/4"), (841.89, 2381.1, "A3+1"), (2383.94, 3791.7, "A0+1/8"), (0.0, 0.0, "custom"), (1728.0, 2592.0, "custom"),
    ]) func paperHasTheNamesOfTheStandard(_ width: Double, _ height: Double, _ name: String) {
        #expect(Paper.name(width: width, height: height) == name)
        #expect(Paper.name(width: height, height: width) == name)
    }

    @Test func aDeclaredSizeCoversItsLengthenedForms() {
        #expect(Paper.matches(declared: "a1", measured: "A1+1/4"))
        #expect(!Paper.matches(declared: "A1+1/2", measured: "A1+1/4"))
        #expect(!Paper.matches(declared: "A2", measured: "A1"))
    }

    @Test func looksOfNearlyTheSamePictureAreNear() throws {
        func picture(_ dot: Int?) -> [UInt8] {
            (0..<(200 * 140)).map { index in
                if let dot, index % 200 / 8 == dot { return 0 }
                return index % 200 < 40 || index / 200 > 120 ? 90 : 255
            }
        }
        let plain = try #require(Look.fingerprint(width: 200, height: 140, grey: picture(nil)))
        let near = try #require(Look.fingerprint(width: 200, height: 140, grey: picture(15)))
        #expect(Look.distance(plain, plain) == 0)
        #expect(try #require(Look.distance(plain, near)) > 0)
        #expect(try #require(Look.distance(plain, near)) < 200)
        #expect(Look.fingerprint(width: 3, height: 5, grey: [UInt8](repeating: 0, count: 15)) != nil)
        #expect(Look.distance(plain, "lk0:00") == nil)
    }
}
