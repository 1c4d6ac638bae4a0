/// Why nothing could be drawn, whatever the file is.
public enum ThumbnailError: Error, Hashable, Sendable {
    /// The tool or its walls did not start: worth another try.
    case unavailable(String, String)
}

extension SheetReader {
    /// Longest side of a thumbnail in pixels: enough to tell one sheet from another, too little to build from.
    public static let thumbnailSize = 640
    /// Pages that one run draws: a long file gets as many deadlines as it has runs.
    private static let pagesOfARun = 40
    /// Each may have cost a whole deadline.
    private static let mostFailures = 3

    /// Small JPEG pictures of pages of a PDF, drawn in confined processes. A page that cannot be drawn has none.
    ///
    /// - Parameters:
    ///   - path: Absolute path of a file that intake has read and nobody changes.
    ///   - pages: The pages wanted, 1-based, ascending, each once.
    ///   - take: Gets each picture with its page, in order; what it throws ends the drawing.
    /// - Throws: `ThumbnailError` when the machine, not the file, is at fault.
    public func thumbnails(path: String, pages: [Int], limits: SheetLimits = SheetLimits(), _ take: (Int, [UInt8]) throws -> Void) async throws {
        var left = pages[...]
        var failures = 0
        while let first = left.first, failures < Self.mostFailures {
            let run = zip(left.prefix(Self.pagesOfARun), first...).prefix { $0 == $1 }.count
            let drawn = try await draw(path: path, first...first + run - 1, limits: limits)
            for (index, picture) in drawn.enumerated() { try take(first + index, picture) }
            try Task.checkCancellation()
            let isWhole = drawn.count == run
            // The page that stopped the tool has no picture; the ones after it may.
            left = left.dropFirst(isWhole ? run : drawn.count + 1)
            failures += isWhole ? 0 : 1
        }
    }

    private func draw(path: String, _ pages: ClosedRange<Int>, limits: SheetLimits) async throws -> [[UInt8]] {
        let arguments = [
            "-jpeg", "-jpegopt", "quality=75", "-scale-to", "\(Self.thumbnailSize)", "-f", "\(pages.lowerBound)", "-l", "\(pages.upperBound)",
            ConfinedCommand.inputMark,
        ]
        var stream = JPEGStream()
        let command = ConfinedCommand(tool: "pdftoppm", arguments: arguments, input: path, limits: limits.tool)
        let outcome = await command.run(in: confinement) { try stream.consume($0) }
        if case .unavailable(let tool) = outcome.status { throw ThumbnailError.unavailable(tool, outcome.diagnostics) }
        return Array(stream.pictures.prefix(pages.count))
    }
}
