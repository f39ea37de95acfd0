/// What parts of a package are by their names and their first bytes.
enum PackageMedia {
    private static let pictures = [
        ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf", ".ttf", ".otf",
    ]

    /// Whether a part is a picture or a font, which has no text of the document.
    static func isPicture(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return pictures.contains { lowered.hasSuffix($0) }
    }

    /// A part as XML; nil for one that is another document.
    /// - Throws: `DocumentFault` for a part that is XML by its name and cannot be read.
    static func part(_ name: String, _ bytes: [UInt8]) throws(DocumentFault) -> XMLPart? {
        if name.lowercased().hasSuffix(".xml") { return try XMLBuilder.read(bytes, part: name) }
        do throws(DocumentFault) {
            return try XMLBuilder.read(bytes, part: name)
        } catch {
            return nil
        }
    }
}
