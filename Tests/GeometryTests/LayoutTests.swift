import Geography
import Geometry
import JSON
import Testing

/// The line of 180 degrees, and areas whose edges are parallels.
@Suite struct LayoutTests {
    private func read(_ text: String) throws -> Shape {
        var reader = GeoJSONReader()
        return try reader.read(JSONDocument(text).root)
    }

    private func written(_ text: String, hasBox: Bool = false) throws -> String {
        String(decoding: GeoJSONWriter.geometry(try read(text), hasBox: hasBox).bytes(), as: UTF8.self)
    }

    @Test func aBoxOverTheLineStaysBetweenItsParallels() throws {
        let text = try written(
            #"{"type":"Polygon","coordinates":[[[170,30,100],[-170,30,100],[-170,40,300],[170,40,300],"#
                + #"[170,30,100]]]}"#,
            hasBox: true
        )
        #expect(
            text == #"{"type":"MultiPolygon","bbox":[170,30,-170,40],"coordinates":["#
                + "[[[180,40,300],[170,40,300],[170,30,100],[180,30,100],[180,40,300]]],"
                + "[[[-180,30,100],[-170,30,100],[-170,40,300],[-180,40,300],[-180,30,100]]]]}"
        )
    }

    @Test(arguments: [
        // With an edge along the line, on either side of it.
        #"{"type":"Polygon","coordinates":[[[-180,30],[-170,30],[-170,40],[-180,40],[-180,30]]]}"#,
        #"{"type":"Polygon","coordinates":[[[170,30],[180,30],[180,40],[170,40],[170,30]]]}"#,
        // In the Pacific, west of the line.
        #"{"type":"Polygon","coordinates":[[[170,30,5],[175,30,6],[175,40,7],[170,40,8],[170,30,5]]]}"#,
        #"{"type":"LineString","coordinates":[[170,30],[180,35]]}"#,
        #"{"type":"Point","coordinates":[-180,0]}"#,
        #"{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[2,2],[2,8],[8,8],[8,2],[2,2]]]}"#,
    ])
    func whatDoesNotCrossStaysAsItIs(_ text: String) throws {
        #expect(try written(text) == text)
    }

    @Test(arguments: [
        // Turns of longitude.
        (
            #"{"type":"Polygon","coordinates":[[[190,30],[200,30],[200,40],[190,40],[190,30]]]}"#,
            #"{"type":"Polygon","coordinates":[[[-170,30],[-160,30],[-160,40],[-170,40],[-170,30]]]}"#
        ),
        // Clockwise is written against the clock, from the same corner.
        (
            #"{"type":"Polygon","coordinates":[[[0,0],[0,10],[10,10],[10,0],[0,0]]]}"#,
            #"{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}"#
        ),
        (
            #"{"type":"LineString","coordinates":[[170,10,0],[-170,10,20],[170,10,40]]}"#,
            #"{"type":"MultiLineString","coordinates":[[[170,10,0],[180,10,10]],"#
                + "[[-180,10,10],[-170,10,20],[-180,10,30]],[[180,10,30],[170,10,40]]]}"
        ),
        // A horseshoe that is open to the east: two parts behind the line.
        (
            #"{"type":"Polygon","coordinates":[[[170,0],[-170,0],[-170,10],[175,10],[175,20],[-170,20],"#
                + #"[-170,30],[170,30],[170,0]]]}"#,
            #"{"type":"MultiPolygon","coordinates":[[[[180,10],[175,10],[175,20],[180,20],[180,30],[170,"#
                + #"30],[170,0],[180,0],[180,10]]],"#
                + "[[[-180,0],[-170,0],[-170,10],[-180,10],[-180,0]]],[[[-180,20],[-170,20],[-170,30],"
                + "[-180,30],[-180,20]]]]}"
        ),
        // A hole on the line becomes part of the edge on both sides.
        (
            #"{"type":"Polygon","coordinates":[[[170,0],[190,0],[190,30],[170,30],[170,0]],[[178,10],[178,"#
                + #"20],[182,20],[182,10],[178,10]]]}"#,
            #"{"type":"MultiPolygon","coordinates":[[[[180,30],[170,30],[170,0],[180,0],[180,10],[178,10],"#
                + #"[178,20],[180,20],[180,30]]],"#
                + "[[[-180,0],[-170,0],[-170,30],[-180,30],[-180,20],[-178,20],[-178,10],[-180,10],[-180,0]]]]}"
        ),
    ])
    func whatIsCut(_ given: String, _ wanted: String) throws {
        let text = try written(given)
        #expect(text == wanted)
    }

    @Test func aRingRoundThePole() throws {
        let shape = try read(
            #"{"type":"Polygon","coordinates":[[[-150,80],[-30,80],[90,80],[-150,80]]]}"#
        )
        let area = Areas().area(of: shape)
        // From 80 degrees to the pole, by `Planimeter -R` of the three edges along the parallel.
        let planimeter = try GeographicLib.run("Planimeter", ["-R", "-p", "3"], ["80 -150", "80 -30", "80 90"])
        let wanted = try #require(planimeter.first?.last)
        #expect((area - wanted).magnitude < 1, "\(area) \(wanted)")
        #expect(Areas().fault(of: shape) == nil)
        #expect(Areas().contains(shape, .point(Position(longitude: 10, latitude: 89))))
        #expect(!Areas().contains(shape, .point(Position(longitude: 10, latitude: 79))))
    }

    @Test func partsThatMeetAtTheLineAreOne() throws {
        let cut = try read(
            #"{"type":"MultiPolygon","coordinates":[[[[170,30],[180,30],[180,40],[170,40],[170,30]]],"#
                + #"[[[-180,30],[-170,30],[-170,40],[-180,40],[-180,30]]]]}"#
        )
        guard case .polygon(let polygon) = Areas().joined(cut) else {
            Issue.record("two parts")
            return
        }
        #expect(
            Set(polygon.outer.map(\.normalised))
                == Set(
                    [(170.0, 30.0), (170, 40), (-170, 30), (-170, 40)].map {
                        Position(longitude: $0.0, latitude: $0.1)
                    }
                )
        )
    }

    @Test(arguments: [
        (
            #"{"type":"Polygon","coordinates":[[[0,0],[1,91],[1,1],[0,0]]]}"#,
            "coordinates[0][1]: the latitude is beyond the pole"
        ),
        (#"{"type":"Point","coordinates":[1e308,0]}"#, "coordinates: the longitude is more than a turn away"),
        (#"{"type":"Point","coordinates":[0]}"#, "coordinates: a position needs longitude and latitude"),
        (#"{"type":"Point","coordinates":["a",0]}"#, "coordinates: a position is made of numbers"),
        (#"{"type":"Circle","coordinates":[0,0]}"#, "coordinates: `Circle` is no type of GeoJSON"),
        (#"{"type":"Point"}"#, "`Point` has no `coordinates`"),
        (#"[1]"#, "an object with a `type` is wanted"),
        (#"{"type":"LineString","coordinates":[[0,0]]}"#, "coordinates: a line needs two positions"),
        (#"{"type":"Polygon","coordinates":[]}"#, "coordinates: a polygon without a ring"),
        (#"{"type":"Feature","geometry":null}"#, "there is no geometry in it"),
        (
            #"{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","#
                + #""geometries":[{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","#
                + #""geometries":[{"type":"GeometryCollection","#
                + #""geometries":[{"type":"GeometryCollection","geometries":[]}]}]}]}]}]}"#,
            "geometries[0].geometries[0].geometries[0].geometries[0].geometries[0]: collections within "
                + "each other, more than 4"
        ),
    ])
    func whatIsNoGeoJSON(_ text: String, _ wanted: String) throws {
        do {
            _ = try read(text)
            Issue.record("it was read")
        } catch let fault as GeoFault {
            #expect(fault.description == wanted)
        }
    }

    @Test func tooManyPositionsAreRefused() throws {
        let text = #"{"type":"LineString","coordinates":["# + String(repeating: "[0,0],", count: 100_000) + "[0,0]]}"
        do {
            _ = try read(text)
            Issue.record("it was read")
        } catch let fault as GeoFault {
            #expect(fault.code == .limit)
        }
    }

    @Test func anOpenRingIsTakenAsClosed() throws {
        var reader = GeoJSONReader()
        let shape = try reader.read(JSONDocument(#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#).root)
        #expect(reader.notes.map(\.code) == [.ringOpen])
        #expect(shape.positions.count == 3)
    }
}
