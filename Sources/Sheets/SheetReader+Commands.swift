extension SheetReader {
    /// What the pages are. One page more than may be, so that too many show.
    static func infoCommand(_ path: String, _ limits: SheetLimits) -> ConfinedCommand {
        var bounds = limits.tool
        bounds.output = min(bounds.output, 16 << 20)
        return ConfinedCommand(
            tool: "pdfinfo", arguments: ["-f", "1", "-l", "\(limits.pages + 1)", ConfinedCommand.inputMark], input: path, limits: bounds)
    }

    /// The content of everything.
    static func contentCommand(_ path: String, _ limits: SheetLimits) -> ConfinedCommand {
        let arguments = ["--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", ConfinedCommand.inputMark]
        return ConfinedCommand(tool: "qpdf", arguments: arguments, input: path, limits: limits.tool)
    }

    /// The words of the first pages; the tool stops at the last page that there is.
    static func textCommand(_ path: String, _ limits: SheetLimits) -> ConfinedCommand {
        ConfinedCommand(
            tool: "pdftotext", arguments: ["-bbox", "-f", "1", "-l", "\(limits.texts)", ConfinedCommand.inputMark, "-"], input: path,
            limits: limits.tool)
    }

    /// Small grey pictures of the first pages.
    static func looksCommand(_ path: String, _ limits: SheetLimits) -> ConfinedCommand {
        let arguments = ["-gray", "-scale-to", "\(Look.rasterSize)", "-f", "1", "-l", "\(limits.looks)", ConfinedCommand.inputMark]
        return ConfinedCommand(tool: "pdftoppm", arguments: arguments, input: path, limits: limits.tool)
    }

    /// What every sheet is asked, in the order in which it is asked.
    static func questions(_ path: String, _ limits: SheetLimits) -> [ConfinedCommand] {
        [infoCommand(path, limits), contentCommand(path, limits)] + (limits.texts > 0 ? [textCommand(path, limits)] : [])
            + (limits.looks > 0 ? [looksCommand(path, limits)] : [])
    }
}
