/// As what the objects of files were taken in, by their identifiers in the files.
///
/// Only what may be seen of it is told to anybody: that something was taken in is no more than that it is held.
public struct ImportedRows {
    private let connection: Connection

    /// The rows behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// Notes as what an object was taken in.
    /// - Parameters:
    ///   - old: its identifier in the file.
    ///   - id: its identifier here.
    /// - Throws: `StoreError`.
    public func put(_ old: String, as id: String) throws(StoreError) {
        try connection.run(Statements.Imported.put, [.text(old), .text(id)])
    }

    /// As what an object of a file was taken in, whoever did it.
    /// - Parameter old: its identifier in the file.
    /// - Returns: the identifiers here.
    /// - Throws: `StoreError`.
    public func identifiers(of old: String) throws(StoreError) -> [String] {
        try connection.all(Statements.Imported.identifiers, [.text(old)]) { $0.text(0) }
    }
}
