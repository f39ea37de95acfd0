import STIX
import Testing

@Suite("STIXTimestamp")
struct STIXTimestampTests {
    @Test(
        "refuses what is no timestamp",
        arguments: [
            "", "2016-01-20", "2016-01-20T12:31:12", "2016-01-20T12:31:12.Z", "2016-02-30T12:31:12Z",
            "2015-02-29T00:00:00Z", "2016-13-01T00:00:00Z", "2016-01-20T24:00:00Z", "2016-01-20T23:59:60Z",
            "2016-01-20t12:31:12Z", "2016-01-20T12:31:12z", "2016-01-20T12:31:12+00:00", "2016-00-01T00:00:00Z",
        ]
    )
    func refused(text: String) {
        #expect(STIXTimestamp(text) == nil)
    }

    @Test(
        "counts microseconds",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:01.5Z", 1_500_000), ("1969-12-31T23:59:59Z", -1_000_000),
            ("2000-02-29T00:00:00Z", 951_782_400_000_000), ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
        ] as [(String, Int64)]
    )
    func microseconds(text: String, count: Int64) throws {
        #expect(try #require(STIXTimestamp(text)).microsecondsSinceEpoch == count)
    }
}
