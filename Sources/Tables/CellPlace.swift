/// The place of a cell: its column and its row, from 0 and 1.
public struct CellPlace: Sendable, Hashable, CustomStringConvertible {
    /// The column, from 0.
    public let column: Int
    /// The row, from 1.
    public let row: Int

    /// A place.
    /// - Parameters:
    ///   - column: the column, from 0.
    ///   - row: the row, from 1.
    public init(column: Int, row: Int) { (self.column, self.row) = (column, row) }

    /// A place as spreadsheets write it (`AB12`, `$A$1`); nil if it is none.
    @inlinable
    public init?(_ bytes: some Sequence<UInt8>) {
        var (column, row, letters, digits) = (0, 0, 0, 0)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "$"): continue
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where digits == 0 && letters < 3:
                column = column * 26 + Int(byte) - 64
                letters += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where letters > 0 && digits < 7:
                row = row * 10 + Int(byte) - 48
                digits += 1
            default: return nil
            }
        }
        guard letters > 0, row > 0 else { return nil }
        (self.column, self.row) = (column - 1, row)
    }

    /// As spreadsheets write it: `AB12`.
    public var description: String { Self.letters(column) + String(row) }

    /// The letters of a column: `A` for 0.
    public static func letters(_ column: Int) -> String {
        var (rest, letters) = (column + 1, "")
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}

/// A rectangle of cells.
public struct CellRange: Sendable, Hashable, CustomStringConvertible {
    /// The first cell.
    public let first: CellPlace
    /// The last cell.
    public let last: CellPlace

    /// A rectangle by its corners, in any order.
    public init(_ one: CellPlace, _ other: CellPlace) {
        first = CellPlace(column: min(one.column, other.column), row: min(one.row, other.row))
        last = CellPlace(column: max(one.column, other.column), row: max(one.row, other.row))
    }

    /// Whether a cell is in it.
    public func contains(_ place: CellPlace) -> Bool {
        (first.column...last.column).contains(place.column) && (first.row...last.row).contains(place.row)
    }

    /// As spreadsheets write it: `A1:B3`.
    public var description: String { "\(first):\(last)" }
}
