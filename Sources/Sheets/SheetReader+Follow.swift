import JointReview

extension SheetReader {
    /// A page as regions are followed on it, drawn and read in confined processes; nil for one that cannot be drawn.
    /// - Parameters:
    ///   - path: Absolute path of a file that intake has read and nobody changes.
    ///   - page: The page, 1-based.
    ///   - width, height, rotation: What intake read of it: points of the unrotated page, and degrees.
    /// - Throws: `ThumbnailError` when the machine, not the file, is at fault.
    public func followedPage(path: String, page: Int, width: Double, height: Double, rotation: Int, limits: SheetLimits = SheetLimits()) async throws
        -> FollowedPage?
    {
        let arguments = [
            "-gray", "-scale-to", "\(FollowedRegion.pictureSize)", "-f", "\(page)", "-l", "\(page)", ConfinedCommand.inputMark,
        ]
        var pictures = PortableGraymap(keepsPixels: true)
        let drawn = await ConfinedCommand(tool: "pdftoppm", arguments: arguments, input: path, limits: limits.tool).run(in: confinement) {
            try pictures.consume($0)
        }
        if case .unavailable(let tool) = drawn.status { throw ThumbnailError.unavailable(tool, drawn.diagnostics) }
        guard let picture = pictures.pictures.first, width > 0, height > 0 else { return nil }
        // Where the page is turned its words stand in other places than those that are asked for; the drawing alone decides then.
        let words = rotation % 360 == 0 ? await words(path: path, page: page, limits: limits) : []
        return FollowedPage(width: width, height: height, picture: picture.turnedBack(rotation), words: words)
    }

    private func words(path: String, page: Int, limits: SheetLimits) async -> [TextRun] {
        var words: [TextRun] = []
        var layer = TextLayer { words += $0.words }
        let arguments = ["-bbox", "-f", "\(page)", "-l", "\(page)", ConfinedCommand.inputMark, "-"]
        _ = await ConfinedCommand(tool: "pdftotext", arguments: arguments, input: path, limits: limits.tool).run(in: confinement) {
            try layer.consume($0)
        }
        return words
    }
}
