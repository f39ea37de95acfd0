internal import CZlib

/// Bytes packed by gzip (RFC 1952), for files that everybody gets alike: what differs by person is never packed, since its
/// length would tell of its content.
public enum Gzip {
    /// zlib's largest window, written with the head and trailer of gzip.
    private static let windowBits: Int32 = 15 + 16

    /// Packs bytes as small as they get.
    /// - Parameter bytes: the bytes.
    /// - Returns: the packed bytes; nil if there is no memory for it.
    public static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        let opened = unsafe deflateInit2_(
            &stream,
            Z_BEST_COMPRESSION,
            Z_DEFLATED,
            windowBits,
            9,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            size
        )
        guard opened == Z_OK, let count = UInt32(exactly: bytes.count) else { return nil }
        defer { unsafe deflateEnd(&stream) }
        let bound = unsafe deflateBound(&stream, UInt(count))
        guard let room = UInt32(exactly: bound) else { return nil }
        var input = bytes
        return unsafe input.withUnsafeMutableBufferPointer { source in
            let packed = unsafe [UInt8](unsafeUninitializedCapacity: Int(room)) { target, filled in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = count
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = room
                let isDone = unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END
                filled = unsafe isDone ? Int(room - stream.avail_out) : 0
            }
            return packed.isEmpty ? nil : packed
        }
    }
}
