import Foundation

/// A sheet with a signature that holds, the same bytes on every machine.
///
/// The values below were made once with OpenSSL (`cms -sign -binary -md sha256`) by a key of P-256 that was thrown away, over exactly the bytes that
/// `signed` leaves around them. Nobody trusts its certificate, and no test asks anybody to.
enum SignedSheet {
    /// Hex digits that hold the value.
    private static let room = 2048
    private static let places = "[0 0000000001 0000000002 0000000003]"

    /// The sheet of `SheetFile.pdf()`, signed by the sample institute.
    ///
    /// - Parameter skipping: 0, or 26 for ranges that leave out the reason for signing as well; there is a value for these two.
    static func signed(skipping: Int = 0) -> [UInt8] {
        let value = skipping == 0 ? whole : partial
        return sheet(type: "adbe.pkcs7.detached", skipping: skipping, value: Data(base64Encoded: value, options: .ignoreUnknownCharacters) ?? Data())
    }

    /// The same sheet under a seal of GB/T 38540, of which only the form is there.
    static func sealed() -> [UInt8] { sheet(type: "GM.sm2seal", skipping: 0, value: Data([0x30, 0x03, 0x02, 0x01, 0x05])) }

    /// Appends objects to a sheet, signed by nobody.
    static func append(_ objects: [(Int, String)], to sheet: [UInt8]) -> [UInt8] {
        let previous = String(decoding: sheet.suffix(24), as: UTF8.self).split(separator: "\n").compactMap { Int($0) }.last ?? 0
        var text = ""
        var table = "xref\n"
        for (number, body) in objects {
            let offset = "\(sheet.count + text.utf8.count)"
            table += "\(number) 1\n\(String(repeating: "0", count: 10 - offset.count))\(offset) 00000 n \n"
            text += "\(number) 0 obj\n\(body)\nendobj\n"
        }
        let start = sheet.count + text.utf8.count
        let size = max(8, (objects.map(\.0).max() ?? 0) + 1)
        text += "\(table)trailer\n<< /Size \(size) /Root 1 0 R /Prev \(previous) >>\nstartxref\n\(start)\n%%EOF\n"
        return sheet + Array(text.utf8)
    }

    private static func sheet(type: String, skipping: Int, value: Data) -> [UInt8] {
        let form = SheetFile.catalog("/AcroForm << /SigFlags 3 /Fields [6 0 R] >> ")
        let widget = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Institute) /V 7 0 R /Rect [0 0 0 0] /P 4 0 R /F 132 >>"
        let signature =
            "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /\(type) /M (D:20260901093000+08'00') /ByteRange \(places) /Reason (Issued) "
            + "/Contents <\(String(repeating: "0", count: room))> >>"
        let page = SheetFile.page("/Annots [6 0 R] ")
        var text = String(
            decoding: SheetFile.file([form, SheetFile.pages, SheetFile.helvetica] + page + [SheetFile.content("A-06 p. 1"), widget, signature]),
            as: UTF8.self)
        let size = text.utf8.count
        let open = text.utf8.count - (text.range(of: "/Contents <0").map { text[$0.lowerBound...].utf8.count - 10 } ?? 0)
        let close = open + room + 2
        let numbers = [open - skipping, close, size - close].map { String(repeating: "0", count: 10 - "\($0)".count) + "\($0)" }
        text = text.replacing(places, with: "[0 \(numbers.joined(separator: " "))]")
        var bytes = Array(text.utf8)
        let hex = value.flatMap { byte in Array((byte < 16 ? "0" : "").utf8) + Array(String(byte, radix: 16).utf8) }
        bytes.replaceSubrange((open + 1)..<(open + 1 + hex.count), with: hex)
        return bytes
    }

    private static let whole = """
        MIIDbQYJKoZIhvcNAQcCoIIDXjCCA1oCAQExDTALBglghkgBZQMEAgEwCwYJKoZIhvcNAQcBoIIB9zCCAfMwggGZoAMCAQICFG4mStXrBJoR3ij1cIYaZfrW
        JkHNMAoGCCqGSM49BAMCME4xCzAJBgNVBAYTAkNOMSQwIgYDVQQKDBtTQU1QTEUgLSBOT1QgQSBSRUFMIFBST0pFQ1QxGTAXBgNVBAMMEFNhbXBsZSBJbnN0
        aXR1dGUwIBcNMjYxMTIxMTgyNjU5WhgPMjEyNjEwMjgxODI2NTlaME4xCzAJBgNVBAYTAkNOMSQwIgYDVQQKDBtTQU1QTEUgLSBOT1QgQSBSRUFMIFBST0pF
        Q1QxGTAXBgNVBAMMEFNhbXBsZSBJbnN0aXR1dGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARd6hBSSmq2YFBNLdlEkDLY2gBGY2uxJTkYKUOEjaMDXJSv
        IgSAUT6jqevi487xICoVnF5ZISS44Awe6tGSR7Qbo1MwUTAdBgNVHQ4EFgQUTBYflJ/S1PJ5cLeDJ8qI02DPQbQwHwYDVR0jBBgwFoAUTBYflJ/S1PJ5cLeD
        J8qI02DPQbQwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAnboU9wQK8fou2QiIOiCDgfL32BTUX7XibyNOCw0pJuECIH6RB7GHKnsEfHzg
        4DsA+MnEROWsXINia6AlIUOqTeqRMYIBPDCCATgCAQEwZjBOMQswCQYDVQQGEwJDTjEkMCIGA1UECgwbU0FNUExFIC0gTk9UIEEgUkVBTCBQUk9KRUNUMRkw
        FwYDVQQDDBBTYW1wbGUgSW5zdGl0dXRlAhRuJkrV6wSaEd4o9XCGGmX61iZBzTALBglghkgBZQMEAgGgaTAYBgkqhkiG9w0BCQMxCwYJKoZIhvcNAQcBMBwG
        CSqGSIb3DQEJBTEPFw0yNjExMjExODI2NTlaMC8GCSqGSIb3DQEJBDEiBCA+He4c07nVFGajtoW0u/6mFELU0zkRpNlaMXwkrFmlmTAKBggqhkjOPQQDAgRH
        MEUCIHDP9wJXaWKGPeEAUcSKx1NjaTmmdLSe6fz1Aes6yrCFAiEAqXlstvhfLja8AbCbuUe6t6PM4yUY7r52n3vHm9ltFN0=
        """

    private static let partial = """
        MIIDbQYJKoZIhvcNAQcCoIIDXjCCA1oCAQExDTALBglghkgBZQMEAgEwCwYJKoZIhvcNAQcBoIIB9zCCAfMwggGZoAMCAQICFG4mStXrBJoR3ij1cIYaZfrW
        JkHNMAoGCCqGSM49BAMCME4xCzAJBgNVBAYTAkNOMSQwIgYDVQQKDBtTQU1QTEUgLSBOT1QgQSBSRUFMIFBST0pFQ1QxGTAXBgNVBAMMEFNhbXBsZSBJbnN0
        aXR1dGUwIBcNMjYxMTIxMTgyNjU5WhgPMjEyNjEwMjgxODI2NTlaME4xCzAJBgNVBAYTAkNOMSQwIgYDVQQKDBtTQU1QTEUgLSBOT1QgQSBSRUFMIFBST0pF
        Q1QxGTAXBgNVBAMMEFNhbXBsZSBJbnN0aXR1dGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARd6hBSSmq2YFBNLdlEkDLY2gBGY2uxJTkYKUOEjaMDXJSv
        IgSAUT6jqevi487xICoVnF5ZISS44Awe6tGSR7Qbo1MwUTAdBgNVHQ4EFgQUTBYflJ/S1PJ5cLeDJ8qI02DPQbQwHwYDVR0jBBgwFoAUTBYflJ/S1PJ5cLeD
        J8qI02DPQbQwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAnboU9wQK8fou2QiIOiCDgfL32BTUX7XibyNOCw0pJuECIH6RB7GHKnsEfHzg
        4DsA+MnEROWsXINia6AlIUOqTeqRMYIBPDCCATgCAQEwZjBOMQswCQYDVQQGEwJDTjEkMCIGA1UECgwbU0FNUExFIC0gTk9UIEEgUkVBTCBQUk9KRUNUMRkw
        FwYDVQQDDBBTYW1wbGUgSW5zdGl0dXRlAhRuJkrV6wSaEd4o9XCGGmX61iZBzTALBglghkgBZQMEAgGgaTAYBgkqhkiG9w0BCQMxCwYJKoZIhvcNAQcBMBwG
        CSqGSIb3DQEJBTEPFw0yNjExMjExODI2NTlaMC8GCSqGSIb3DQEJBDEiBCAYIrlDjK1nAiX4xw2T7DwgT9JrDRrGkCmYB7rqY1dWITAKBggqhkjOPQQDAgRH
        MEUCIFB57ySzfxlVsLhxGK0eukEjSRWAb6jOm5Q/nW0DTusJAiEAsncVQ+ybIScdSYlbm3MF+UF1bn8SPdsvdGAuZVl1elE=
        """
}
