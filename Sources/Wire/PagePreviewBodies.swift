public import Foundation

/// One page of a PDF of a package.
public struct PackagePageBody: Codable, Hashable, Sendable {
    /// Place in the list, from 0; names its thumbnail.
    public var ordinal: Int
    /// Path inside the package.
    public var file: String
    /// Page of the file, 1-based.
    public var page: Int
    /// What the file is in the package: `sheet`, `document`, `reference`, `other`.
    public var role: String
    /// SHA-256 of the file.
    public var fileSha256: String
    /// Sheet that the page shows.
    public var sheetId: UUID?
    /// SHA-256 of the picture; nil when the page could not be drawn.
    public var thumbnailSha256: String?
    /// Bytes of the picture.
    public var thumbnailSize: Int?

    /// A page.
    public init(
        ordinal: Int, file: String, page: Int, role: String, fileSha256: String, sheetId: UUID? = nil, thumbnailSha256: String? = nil,
        thumbnailSize: Int? = nil
    ) {
        (self.ordinal, self.file, self.page, self.role) = (ordinal, file, page, role)
        (self.fileSha256, self.sheetId) = (fileSha256, sheetId)
        (self.thumbnailSha256, self.thumbnailSize) = (thumbnailSha256, thumbnailSize)
    }
}

/// One page of the list of a package's pages.
public struct PackagePagesBody: Codable, Sendable {
    /// The pages.
    public var items: [PackagePageBody]
    /// Where the next part of the list begins; nil on the last one.
    public var next: String?
    /// Pages of all PDFs of the package.
    public var pageCount: Int
    /// Pages that the whole list has.
    public var listedCount: Int
    /// Whether there are more pages than the service draws of one package.
    public var cut: Bool

    /// A part of the list.
    public init(items: [PackagePageBody], next: String?, pageCount: Int, listedCount: Int) {
        (self.items, self.next) = (items, next)
        (self.pageCount, self.listedCount, cut) = (pageCount, listedCount, listedCount < pageCount)
    }

    private enum CodingKeys: String, CodingKey {
        case items, next, pageCount, listedCount, cut
    }

    /// Writes `next` also when there is none, so that a reader never guesses.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        if let next { try container.encode(next, forKey: .next) } else { try container.encodeNil(forKey: .next) }
        try container.encode(pageCount, forKey: .pageCount)
        try container.encode(listedCount, forKey: .listedCount)
        try container.encode(cut, forKey: .cut)
    }
}
