import Testing

/// The sixty known ways to attack somebody who opens archives, lists and drawings: each with the samples that try it, or why there is none.
@Suite struct HostileCaseTests {
    struct Case: Sendable {
        let numbers: ClosedRange<Int>
        let what: String
        var samples: [String] = []
        /// What has no sample, and why.
        var without: String?

        init(_ number: Int, _ what: String, _ samples: [String] = [], without: String? = nil) {
            self.init(number...number, what, samples, without: without)
        }

        init(_ numbers: ClosedRange<Int>, _ what: String, _ samples: [String] = [], without: String? = nil) {
            (self.numbers, self.what, self.samples, self.without) = (numbers, what, samples, without)
        }
    }

    static let cases = archives + lists + drawings + others

    private static let archives = [
        Case(
            1...34, "ZIP: names, order, sizes, kinds of entry, what lies before, behind and between",
            [
                "zip-slip", "backslash-path", "absolute-path", "drive-letter", "empty-segment", "trailing-blank", "trailing-dot", "name-with-nul",
                "name-with-control", "name-with-bidi", "name-too-long", "path-too-deep", "device-name", "undecodable-name", "false-utf8-flag",
                "duplicate-name", "case-collision", "composed-twice", "invisible-collision", "file-and-folder", "local-central-differ",
                "unicode-path-lies", "hidden-entry", "header-elsewhere", "order-differs", "gap", "overlapping-entries", "leading-junk",
                "trailing-junk", "two-archives", "end-in-comment", "truncated", "data-beyond-end", "crc-mismatch", "size-mismatch", "data-damaged",
                "descriptor-lies", "method-differs", "unknown-method", "version-needed", "encrypted-entry", "symlink", "device", "folder-with-data",
                "extra-field-damaged",
                "directory-lies", "directory-too-large", "zip64-lies", "too-many-entries", "zip-bomb", "unpacks-too-large", "nested-archive",
                "nested-archive-renamed",
            ]),
        Case(35, "overlapping bomb", ["quoted-overlap"]), Case(36, "ZIP64 sizes beyond 2^63", ["zip64-sizes"]),
        Case(37, "ZIP64 locator to a second directory", ["zip64-two-directories"]),
        Case(38, "data descriptor behind stored data", ["descriptor-ambiguous"]), Case(39, "encrypted directory", ["directory-encrypted"]),
        Case(40, "split archive", ["split-archive"]), Case(41, "RAR or 7z called .zip", ["is-rar", "is-7z"]),
    ]

    private static let lists = [
        Case(42, "external entity", ["manifest-entity-http", "manifest-doctype"]), Case(43, "billion laughs", ["manifest-entity-bomb"]),
        Case(44, "quadratic entity", ["manifest-entity-quadratic"]), Case(45, "parameter entity", ["manifest-entity-parameter"]),
        Case(46, "DTD from elsewhere", ["manifest-dtd-elsewhere"]),
        Case(47, "another encoding than said", ["manifest-utf7", "manifest-utf16"]),
    ]

    private static let drawings = [
        Case(48, "script on opening", ["pdf-script", "pdf-script-disguised", "pdf-script-in-object-stream"]),
        Case(
            49, "programs, forms, links, other files, media",
            ["pdf-launch", "pdf-submits-form", "pdf-links-to-disk", "pdf-leads-to-file", "pdf-attachment", "pdf-rich-media"]),
        Case(
            50, "circles, too many pages, too large pages",
            ["pdf-table-broken", "pdf-table-circle", "pdf-pages-circle", "pdf-too-many-pages", "pdf-page-size"]),
        Case(
            51, "bombs", ["pdf-bomb", "pdf-image-bomb"],
            without:
                "a JBIG2 picture is held to the size that its dictionary declares, as the JPEG 2000 one is; one that declares less than it holds "
                + "ends at the limits of the tool, which tests of the walls reach"),
        Case(52, "password", ["pdf-password", "pdf-restricted"]),
        Case(53, "changed after a signature, hidden layer", ["pdf-changed-after-signature", "pdf-unsigned-append", "pdf-hidden-layer"]),
        Case(
            54, "two things at once",
            ["pdf-header-late", "pdf-and-zip", "pdf-behind-zip", "pdf-and-archive", "pdf-around-archive", "pdf-behind-html", "pdf-and-jpeg"],
            without: "two ends (%%EOF) alone are no fault: every PDF that was saved by appending has them; where it is signed, its revisions are told"
        ),
        Case(
            55, "text layer that says something else than the glyphs", ["pdf-text-layer-lies"],
            without: "a text layer that lies in favour of the list agrees with everything that can be compared: only an eye on the picture tells. "
                + "No number is taken from it, so what it can do is to keep a warning away"),
        Case(
            56, "empty, cut, or very large", ["pdf-empty", "pdf-damaged", "truncated"],
            without: "2 GB would be a large sample: limits of entries and packages have tests, and figures with large files are measured"),
    ]

    private static let others = [
        Case(57, "SVG with a script", ["svg-with-script"]),
        Case(
            58, "CAD files", ["dxf-without-version", "dwg-without-pdf"],
            without: "of CAD files the header is read and nothing else: entities, blocks and external references are carried, never followed"),
        Case(
            59, "pictures", ["image-flood", "image-damaged"],
            without: "a TIFF that is its own next directory: the first directory is read and no other; tests of the header have it"),
        Case(
            60, "names", ["device-name", "device-superscript", "long-file-name", "character-in-file-name", "name-too-long"],
            without: "names that the service puts into header fields are tried over HTTP, by the tests of the interface"),
    ]

    @Test func everyCaseFromOneToSixtyIsThereOnce() {
        #expect(Self.cases.flatMap { Array($0.numbers) } == Array(1...60))
    }

    @Test(arguments: cases.map(\.what))
    func aCaseHasSamplesThatAreThereOrAReason(_ what: String) throws {
        let tried = try #require(Self.cases.first { $0.what == what })
        let missing = Set(tried.samples).subtracting(Fault.all.map(\.name))
        #expect(missing == [], "\(what)")
        #expect(!tried.samples.isEmpty || tried.without != nil, "\(what)")
        #expect(tried.without?.isEmpty != true)
    }
}
