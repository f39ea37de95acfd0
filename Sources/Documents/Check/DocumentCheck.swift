/// Says why a document must not leave: a party's working file shows what it does not seem to.
///
/// The answer rests on what is in the file, part by part, and not on what a view of it has. A part that cannot be read
/// is a fault: it is never passed over.
public enum DocumentCheck {
    /// Looks through a document.
    /// - Parameter bytes: the file.
    /// - Returns: the reasons, each once, by part; none where it may leave.
    /// - Throws: `DocumentFault` for what is no document, or more than is read.
    public static func reasons(_ bytes: [UInt8]) throws(DocumentFault) -> [DocumentReason] {
        guard DocumentText.isPackage(bytes) else {
            throw DocumentFault(.unknownKind, "it is no document that is read")
        }
        let package = try DocumentPackage(bytes)
        let found =
            OpenReader.isOpen(package)
            ? try OpenCheck(package: package).reasons() : try WordCheck(word: WordPackage(package)).reasons()
        var known: Set<DocumentReason> = []
        return found.filter { known.insert($0).inserted }
    }
}
