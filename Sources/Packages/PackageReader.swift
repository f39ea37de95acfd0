internal import CZip

/// A package of parts (ZIP) of an untrusted party, read part by part.
///
/// 1. Every entry is looked at before one is unpacked: its name stays in the package and stands there once (ASCII case
///    set aside, as office programs do), it is not encrypted, and is stored or deflated.
/// 2. A part is unpacked up to `PackageLimits.partBytes`, all parts together up to `unpackedBytes` and `ratio`,
/// whatever
///    the package says of their size.
///
/// Used by one thread.
@safe
public final class PackageReader {
    private let archive: OpaquePointer
    /// The library reads from here as long as the archive is open.
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    /// The places of the parts, by their names.
    private let places: [String: UInt64]
    private let limits: PackageLimits
    private let most: Int
    private var unpacked = 0

    /// The names of the parts.
    public var names: [String] { places.keys.sorted() }

    /// Opens a package.
    /// - Parameters:
    ///   - bytes: the file.
    ///   - limits: what is read of it at most.
    /// - Throws: `PackageFault` for what is none, or none that is read.
    public init(_ bytes: [UInt8], limits: PackageLimits) throws(PackageFault) {
        guard bytes.count <= limits.bytes else {
            throw PackageFault(.tooLarge, "a document has at most \(limits.bytes) bytes")
        }
        self.limits = limits
        most = min(limits.unpackedBytes, max(limits.plainBytes, limits.ratio * bytes.count))
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        _ = unsafe buffer.initialize(fromContentsOf: bytes)
        do throws(PackageFault) {
            let archive = try unsafe Self.open(buffer, bytes.count)
            do throws(PackageFault) {
                unsafe places = try Self.places(archive, limits)
            } catch {
                unsafe zip_discard(archive)
                throw error
            }
            unsafe self.archive = archive
            unsafe self.buffer = buffer
        } catch {
            unsafe buffer.deallocate()
            throw error
        }
    }

    deinit {
        unsafe zip_discard(archive)
        unsafe buffer.deallocate()
    }

    private static func open(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ count: Int) throws(PackageFault)
        -> OpaquePointer
    {
        var error = unsafe zip_error_t()
        unsafe zip_error_init(&error)
        defer { unsafe zip_error_fini(&error) }
        guard let source = unsafe zip_source_buffer_create(buffer.baseAddress, UInt64(count), 0, &error) else {
            throw unsafe PackageFault(.broken, "the package cannot be read: \(words(&error))")
        }
        guard let archive = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
            unsafe zip_source_free(source)
            throw unsafe PackageFault(.broken, "the package cannot be read: \(words(&error))")
        }
        return unsafe archive
    }

    private static func words(_ error: inout zip_error_t) -> String {
        unsafe String(cString: zip_error_strerror(&error)).lowercased()
    }

    private static func places(_ archive: OpaquePointer, _ limits: PackageLimits) throws(PackageFault)
        -> [String: UInt64]
    {
        let count = unsafe zip_get_num_entries(archive, 0)
        guard count <= limits.parts else {
            throw PackageFault(.tooLarge, "the package has more than \(limits.parts) parts")
        }
        var places: [String: UInt64] = [:]
        var seen: Set<String> = []
        for index in 0..<UInt64(max(count, 0)) {
            var entry = unsafe zip_stat_t()
            guard unsafe zip_stat_index(archive, index, 0, &entry) == 0, let text = unsafe entry.name else {
                throw PackageFault(.broken, "the package does not name its part \(index + 1)")
            }
            let name = unsafe String(cString: text)
            if let fault = PackageName.fault(name) {
                throw PackageFault(.name, part: PackageName.shown(name), fault)
            }
            guard seen.insert(name.lowercased()).inserted else {
                throw PackageFault(.name, part: name, "it stands in the package twice")
            }
            guard unsafe entry.encryption_method == 0 else {
                throw PackageFault(.encrypted, part: name, "it is encrypted")
            }
            guard unsafe entry.comp_method == 0 || entry.comp_method == 8 else {
                throw unsafe PackageFault(.broken, part: name, "it is packed in the way \(entry.comp_method)")
            }
            if !name.hasSuffix("/") { places[name] = index }
        }
        return places
    }

    /// Whether there is a part of this name.
    public func has(_ name: String) -> Bool { places[name] != nil }

    /// The bytes of a part; nil where there is none of the name.
    /// - Throws: `PackageFault` for a part that is larger than is read, or cut off.
    public func bytes(_ name: String) throws(PackageFault) -> [UInt8]? {
        var bytes: [UInt8] = []
        let found = try read(name) { chunk throws(PackageFault) in bytes.append(contentsOf: chunk) }
        return found ? bytes : nil
    }

    /// Hands on the bytes of a part, piece by piece, as they are unpacked.
    /// - Parameters:
    ///   - name: the part.
    ///   - body: takes a piece.
    /// - Returns: whether there is a part of the name.
    /// - Throws: `PackageFault` for a part that is larger than is read, or cut off, and what the body throws.
    public func read(_ name: String, _ body: (ArraySlice<UInt8>) throws(PackageFault) -> Void) throws(PackageFault)
        -> Bool
    {
        guard let place = places[name] else { return false }
        guard let file = unsafe zip_fopen_index(archive, place, 0) else { throw failure(name) }
        defer { unsafe zip_fclose(file) }
        var count = 0
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let read = unsafe chunk.withUnsafeMutableBytes {
                unsafe zip_fread(file, $0.baseAddress, UInt64($0.count))
            }
            guard read >= 0 else { throw failure(name) }
            if read == 0 { return true }
            count += Int(read)
            unpacked += Int(read)
            guard count <= limits.partBytes, unpacked <= most else {
                throw PackageFault(.tooLarge, part: name, "it unpacks to more than is read")
            }
            try body(chunk[..<Int(read)])
        }
    }

    private func failure(_ name: String) -> PackageFault {
        guard let error = unsafe zip_get_error(archive) else {
            return PackageFault(.broken, part: name, "it is broken")
        }
        let words = unsafe String(cString: zip_error_strerror(error)).lowercased()
        return PackageFault(.broken, part: name, "it cannot be unpacked: \(words)")
    }
}
