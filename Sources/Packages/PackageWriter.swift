internal import CZip
internal import Glibc

/// Writes a package of parts (ZIP): the same bytes for the same parts, whenever and wherever it is written.
public enum PackageWriter {
    /// 1 January 1980, the first day that the format knows.
    private static let firstDay: UInt16 = 33

    /// Writes parts in their order.
    /// - Throws: `PackageFault` where memory is not enough.
    public static func bytes(_ parts: [(name: String, bytes: [UInt8])]) throws(PackageFault) -> [UInt8] {
        var error = unsafe zip_error_t()
        unsafe zip_error_init(&error)
        defer { unsafe zip_error_fini(&error) }
        guard let target = unsafe zip_source_buffer_create(nil, 0, 0, &error) else { throw fault }
        defer { unsafe zip_source_free(target) }
        unsafe zip_source_keep(target)
        guard let archive = unsafe zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
            unsafe zip_source_free(target)
            throw fault
        }
        for part in parts {
            guard unsafe add(part.name, part.bytes, to: archive) else {
                unsafe zip_discard(archive)
                throw fault
            }
        }
        guard unsafe zip_close(archive) == 0 else {
            unsafe zip_discard(archive)
            throw fault
        }
        return try unsafe read(target)
    }

    private static var fault: PackageFault { PackageFault(.broken, "the package cannot be written") }

    private static func add(_ name: String, _ bytes: [UInt8], to archive: OpaquePointer) -> Bool {
        // The archive frees it, once it is written.
        guard let copy = unsafe malloc(max(bytes.count, 1)) else { return false }
        unsafe bytes.withUnsafeBytes { from in
            if let start = from.baseAddress { unsafe memcpy(copy, start, from.count) }
        }
        guard let source = unsafe zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
            unsafe free(copy)
            return false
        }
        let place = unsafe zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8))
        guard place >= 0 else {
            unsafe zip_source_free(source)
            return false
        }
        return unsafe zip_file_set_dostime(archive, UInt64(place), 0, firstDay, 0) == 0
    }

    private static func read(_ source: OpaquePointer) throws(PackageFault) -> [UInt8] {
        guard unsafe zip_source_open(source) == 0 else { throw fault }
        defer { unsafe zip_source_close(source) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let read = unsafe chunk.withUnsafeMutableBytes {
                unsafe zip_source_read(source, $0.baseAddress, UInt64($0.count))
            }
            guard read >= 0 else { throw fault }
            if read == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<Int(read)])
        }
    }
}
