internal import Packages
internal import Tables

/// What is read at most of workbooks of others, beside what `TableLimits` says of tables.
public enum SheetLimits {
    /// Bytes of a part once it is unpacked.
    public static let partBytes = 128 << 20
    /// Bytes of all parts together once they are unpacked.
    public static let unpackedBytes = 256 << 20
    /// How many times the bytes of the file its parts may come to, once they are more than `plainBytes`.
    public static let ratio = 200
    /// Bytes that may be unpacked whatever the file's length.
    public static let plainBytes = 32 << 20
    /// Sheets of a workbook.
    public static let sheets = 500
    /// Texts that cells share.
    public static let texts = 1_000_000
    /// Formats of cells.
    public static let formats = 65_536
    /// Rectangles of cells that are one.
    public static let merged = 20_000
    /// Notes with a place of their own; what is alike behind them is counted.
    static let notes = 1_000

    static let package = PackageLimits(
        bytes: TableLimits.bytes,
        parts: 5_000,
        partBytes: partBytes,
        unpackedBytes: unpackedBytes,
        ratio: ratio,
        plainBytes: plainBytes
    )
}
