internal import CPCRE2
internal import HostNames
public import NormalForms
public import PatternMatching
internal import Words

/// Texts and regular expressions of patterns by the system's libraries: utf8proc, and PCRE2 with bounds.
public struct PCRE: PatternTools {
    /// So long is an expression at most, in bytes.
    private static let longest = 10_000

    private let end: ContinuousClock.Instant?

    /// The tools.
    /// - Parameter end: when to stop; nil for never.
    public init(until end: ContinuousClock.Instant? = nil) { self.end = end }

    /// Whether the time is over.
    public var isOver: Bool { end.map { ContinuousClock.now >= $0 } ?? false }

    /// The normal forms of values, host names by ICU.
    public var forms: NormalForms { NormalForms(names: ICUHostNames()) }

    /// A text in Unicode's form NFC.
    public func composed(_ text: String) -> String {
        // Plain ASCII is in it already.
        text.utf8.allSatisfy { $0 < 128 } ? text : Folding.canonical(text)
    }

    /// A regular expression.
    /// - Parameters:
    ///   - text: the expression.
    ///   - isOfBytes: whether it is held against bytes: each character of it is then one byte.
    /// - Returns: the expression; nil for one that is none, or that is too long.
    public func expression(_ text: String, ofBytes isOfBytes: Bool) -> (any PatternExpression)? {
        let source = isOfBytes ? text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(text.utf8)
        guard source.count <= Self.longest else { return nil }
        var (error, place): (Int32, Int) = (0, 0)
        let code = unsafe source.withUnsafeBufferPointer { bytes in
            unsafe pcre2_compile_8(
                bytes.baseAddress,
                bytes.count,
                isOfBytes ? 0 : UInt32(PCRE2_UTF),
                &error,
                &place,
                nil
            )
        }
        return unsafe code.map { unsafe CompiledExpression($0) }
    }
}

/// A compiled expression.
///
/// The compiler cannot see it, but several threads may use one: matching reads what was compiled and the limits, and
/// writes into data that each call makes for itself (pcre2api, MULTITHREADING).
@safe private final class CompiledExpression: PatternExpression, @unchecked Sendable {
    /// How often and how deeply it may try, and how much memory that may take, in KiB.
    private static let (tries, depth, memory): (UInt32, UInt32, UInt32) = (1_000_000, 10_000, 20_000)

    private let code: OpaquePointer
    private let context: OpaquePointer?

    init(_ code: OpaquePointer) {
        unsafe self.code = unsafe code
        unsafe context = unsafe pcre2_match_context_create_8(nil)
        unsafe pcre2_set_match_limit_8(context, Self.tries)
        unsafe pcre2_set_depth_limit_8(context, Self.depth)
        unsafe pcre2_set_heap_limit_8(context, Self.memory)
    }

    deinit {
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_code_free_8(code)
    }

    func isMet(by text: [UInt8]) -> Bool? {
        guard let data = unsafe pcre2_match_data_create_8(1, nil) else { return nil }
        defer { unsafe pcre2_match_data_free_8(data) }
        let found = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe pcre2_match_8(code, bytes.baseAddress, bytes.count, 0, 0, data, context)
        }
        // Nothing at the place of groups is asked for: 0 says that there was no room for them.
        if found >= 0 { return true }
        return found == PCRE2_ERROR_NOMATCH ? false : nil
    }
}
