/// A blob that can be read by its path on this machine, for programs that jump about in a file. Only processes of the service's own user can open it.
///
/// A copy that was fetched for this purpose is verified when it is handed out, and removed with the last holder of this value.
public struct LocalBlob: Sendable {
    /// Absolute path, valid for as long as this value lives.
    public let path: String
    private let file: IncomingFile?

    init(path: String) {
        (self.path, file) = (path, nil)
    }

    init(_ file: IncomingFile) {
        (path, self.file) = (file.path, file)
    }
}
