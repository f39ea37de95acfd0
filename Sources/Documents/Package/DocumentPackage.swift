internal import Packages

/// The package of a document, read part by part within `DocumentLimits`.
///
/// Used by one thread.
final class DocumentPackage {
    private static let limits = PackageLimits(
        bytes: DocumentLimits.bytes,
        parts: DocumentLimits.parts,
        partBytes: DocumentLimits.partBytes,
        unpackedBytes: DocumentLimits.unpackedBytes,
        ratio: .max / DocumentLimits.bytes,
        plainBytes: DocumentLimits.unpackedBytes
    )

    private let reader: PackageReader

    /// The names of the parts.
    var names: [String] { reader.names }

    /// Opens a package.
    /// - Throws: `DocumentFault` for what is none, or none that is read.
    init(_ bytes: [UInt8]) throws(DocumentFault) {
        do throws(PackageFault) {
            reader = try PackageReader(bytes, limits: Self.limits)
        } catch {
            throw DocumentFault(error)
        }
    }

    /// Whether there is a part of this name.
    func has(_ name: String) -> Bool { reader.has(name) }

    /// The bytes of a part; nil where there is none of the name.
    /// - Throws: `DocumentFault` for a part that is larger than is read, or cut off.
    func bytes(_ name: String) throws(DocumentFault) -> [UInt8]? {
        do throws(PackageFault) {
            return try reader.bytes(name)
        } catch {
            throw DocumentFault(error)
        }
    }

    /// A part as a tree; nil where there is none of the name.
    /// - Throws: `DocumentFault`.
    func part(_ name: String) throws(DocumentFault) -> XMLPart? {
        guard let bytes = try bytes(name) else { return nil }
        return try XMLBuilder.read(bytes, part: name)
    }
}

extension DocumentFault {
    /// A fault of the package as one of the document.
    init(_ fault: PackageFault) {
        let code: Code =
            switch fault.code {
            case .broken: .broken
            case .tooLarge: .tooLarge
            case .name: .name
            case .encrypted: .encrypted
            case .malformed: .malformed
            case .doctype: .doctype
            }
        self.init(code, part: fault.part, line: fault.line, fault.message)
    }
}
