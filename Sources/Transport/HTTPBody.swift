internal import Glibc

/// The bytes of a response: fixed, at one address, and shared by every reply that sends them.
///
/// `@unchecked`: the memory is written once, before anyone else sees it, and freed with the last owner. A `Span` that
/// may be stored would remove it.
@safe
public final class HTTPBody: @unchecked Sendable {
    let address: UnsafeMutableRawPointer?
    /// How many bytes there are.
    public let count: Int

    /// Copies bytes.
    /// - Parameter bytes: the bytes.
    public init(_ bytes: [UInt8]) {
        count = bytes.count
        unsafe address = bytes.isEmpty ? nil : malloc(bytes.count)
        if let target = unsafe address {
            unsafe bytes.withUnsafeBytes { source in
                if let base = source.baseAddress { unsafe target.copyMemory(from: base, byteCount: source.count) }
            }
        }
    }

    deinit {
        unsafe free(address)
    }

    /// A copy of the bytes.
    public var bytes: [UInt8] {
        unsafe [UInt8](UnsafeRawBufferPointer(start: address, count: unsafe address == nil ? 0 : count))
    }
}
