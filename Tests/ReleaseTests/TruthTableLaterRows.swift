import Release

extension TruthTableTests {
    /// Something of an exercise, for a feed that is open for the cells of the exercise of a number.
    private static func exercise(cells: String? = nil, open: String? = nil, number: Int = 1) -> String {
        func id(_ number: Int) -> String { "entente-exercise--0000000\(number)-0000-4000-8000-000000000000" }
        let wall = cells.map { #","cells":\#($0)"# } ?? ""
        let feed = open.map { #","exercises":[{"exercise":"\#(id(number))","cells":\#($0)}]"# } ?? ""
        return #""exercise":{"exercise":"\#(id(1))","name":"LOTUS"\#(wall)}\#(feed)"#
    }

    /// R06 and later.
    static let laterRows: [Row] = [
        Row("R06", "own information", "", .release, .originOwn),
        Row("R06", "no consent", third, .refer, .consentMissing),
        Row("R06", "consent", "\(third),\"consents\":[\(consent)]", .release, .consentGiven),
        Row(
            "R06",
            "a no",
            third + #","consents":[{"by":"Bora","to":"Cora","granted":false}]"#,
            .refuse,
            .consentRefused
        ),
        Row(
            "R22",
            "recalled, with a yes on record",
            third + #","recall":{"by":"Bora","reference":"N-1"},"consents":[{"by":"Bora","to":"Cora"}]"#,
            .refuse,
            .recalled
        ),
        Row(
            "R22",
            "for the own eyes, under an agreement that covers all",
            #""item":"entente-own-brief--33333333-3333-4333-8333-333333333333""#,
            .refuse,
            .ownEyes
        ),
        Row("R22", "of an exercise that the feed is not open for", exercise(), .refuse, .exerciseFeedClosed),
        Row("R22", "of an exercise that the feed is open for", exercise(open: "[]"), .release, .exerciseFeedOpen),
        Row("R22", "of another exercise", exercise(open: "[]", number: 2), .refuse, .exerciseFeedClosed),
        Row(
            "R22",
            "behind the wall, for a feed of players",
            exercise(cells: #"["white","trusted"]"#, open: #"["bridge"]"#),
            .refuse,
            .exerciseFeedClosed
        ),
        Row(
            "R22",
            "behind the wall, for a feed of no cell",
            exercise(cells: #"["white"]"#, open: "[]"),
            .refuse,
            .exerciseFeedClosed
        ),
        Row(
            "R22",
            "behind the wall, for the white cell",
            exercise(cells: #"["white","trusted"]"#, open: #"["bridge","white"]"#),
            .release,
            .exerciseFeedOpen
        ),
        Row("R22", "under embargo", #""embargo":"2024-06-02""#, .refuse, .embargoed),
        Row("R22", "an embargo that is over", #""embargo":"2024-06-01""#, .release, .officerDecides),
        Row(
            "R06",
            "a no beside a yes",
            third + #","consents":[{"by":"Bora","to":"Cora","granted":false},{"by":"Bora","to":"Cora"}]"#,
            .refuse,
            .consentRefused
        ),
        Row(
            "R06",
            "consent for another item",
            third + #","consents":[{"by":"Bora","to":"Cora","item":"y"}]"#,
            .refer,
            .consentMissing
        ),
        Row(
            "R06",
            "consent for another recipient",
            third + #","consents":[{"by":"Bora","to":"Dora"}]"#,
            .refer,
            .consentMissing
        ),
        Row(
            "R06",
            "consent of somebody else",
            third + #","consents":[{"by":"Dora","to":"Cora"}]"#,
            .refer,
            .consentMissing
        ),
        Row(
            "R06",
            "consent that ended",
            third + #","consents":[{"by":"Bora","to":"Cora","until":"2026-05-31"}]"#,
            .refer,
            .consentOver
        ),
        Row(
            "R06",
            "consent on its last day",
            third + #","consents":[{"by":"Bora","to":"Cora","until":"2026-06-01"}]"#,
            .release,
            .consentGiven
        ),
        Row(
            "R06",
            "consent that has not begun",
            third + #","consents":[{"by":"Bora","to":"Cora","from":"2026-06-02"}]"#,
            .refer,
            .consentNotYet
        ),
        Row(
            "R06",
            "consent by word of mouth",
            third + #","consents":[{"by":"Bora","to":"Cora","written":false}]"#,
            .refer,
            .consentNotWritten
        ),
        Row("R06", "the recipient is the originator", #""origins":["Bora"]"#, .release, .originIsRecipient),
        Row(
            "R06",
            "the originator marked it clear",
            #""label":null,"tlp":"clear","subjects":null,"review":null,"origins":["Dora"]"#,
            .release,
            .originMarkedClear
        ),
        Row(
            "R06",
            "green is no leave to pass on",
            #""label":null,"tlp":"green","subjects":null,"review":null,"origins":["Dora"]"#,
            .refer,
            .consentMissing
        ),
        Row("R06", "nobody took it over", #""handed_in_by":"sensor""#, .refuse, .originHandedIn),
        Row("R07", "the purpose", #""given_for":["defence"],"purpose":"defence""#, .release, .purposeMet),
        Row("R07", "another purpose", #""given_for":["defence"],"purpose":"trade""#, .refuse, .purposeDiffers),
        Row("R07", "no purpose said", #""given_for":["defence"]"#, .refer, .purposeMissing),
        Row("R07", "no purpose left", #""given_for":[],"purpose":"defence""#, .refuse, .purposeDiffers),
        Row(
            "R07",
            "consent for another purpose",
            third + #","purpose":"trade","consents":[{"by":"Bora","to":"Cora","purpose":"defence"}]"#,
            .refer,
            .consentOtherPurpose
        ),
        Row("R10", "protection assured", "", .release, .assuranceGiven, "AB, article 6"),
        Row("R10", "protection not assured", #""assurances":[]"#, .refer, .assuranceMissing, "AB, article 6"),
        Row("R12", "review set", "", .release, .reviewSet, "AB, article 7"),
        Row("R12", "review past", #""review":"2024-05-31T00:00:00Z""#, .refer, .reviewPast, "AB, article 7"),
        Row("R12", "review missing", #""review":null"#, .refer, .reviewMissing, "AB, article 7"),
        Row(
            "R16",
            "by courier only",
            #""from":"Bora","to":"Union","label":"Bora B-SECRET","channel":"electronic""#,
            .refuse,
            .courierOnly,
            "COURIER, article 1"
        ),
        Row(
            "R16",
            "by courier",
            #""from":"Bora","to":"Union","label":"Bora B-SECRET""#,
            .release,
            .equivalent,
            "COURIER, article 2"
        ),
        Row(
            "R21",
            "a cleared contractor of the originator's own",
            #""from":"Bora","to":"Alba","label":"Alba A-TOP","origins":["Alba"],"contractor":"cleared""#,
            .release,
            .contractorCleared
        ),
        Row(
            "R21",
            "a contractor of the originator's own that it has not cleared",
            #""from":"Bora","to":"Alba","label":"Alba A-TOP","origins":["Alba"],"contractor":"not-cleared""#,
            .refuse,
            .contractorNotCleared
        ),
        Row("R21", "a cleared contractor", #""contractor":"cleared""#, .release, .contractorCleared, "AB, article 8"),
        Row(
            "R21",
            "a contractor that is not cleared",
            #""contractor":"not-cleared""#,
            .refuse,
            .contractorNotCleared,
            "AB, article 8"
        ),
        Row(
            "R21",
            "an agreement without contractors",
            #""from":"Bora","to":"Cora","label":"Bora B-SECRET","contractor":"cleared""#,
            .refuse,
            .contractorNotCovered,
            "BC"
        ),
        Row("R22", "on the list", #""audiences":[["BOR","COR"]]"#, .release, .onList),
        Row("R22", "not on the list", #""audiences":[["COR"]]"#, .refuse, .notOnList),
        Row("R22", "not on one of two lists", #""audiences":[["BOR"],["COR"]]"#, .refuse, .notOnList),
        Row("R22", "an empty list means nobody", #""audiences":[[]]"#, .refuse, .notOnList),
        Row("R22", "eyes only", #""caveats":["ALB/BOR EYES ONLY"]"#, .release, .onList),
        Row("R22", "eyes of others only", #""caveats":["ALB/COR EYES ONLY"]"#, .refuse, .notOnList),
        Row("R22", "nationals only", #""caveats":["NATIONAL ONLY"]"#, .refuse, .notOnList),
        Row("R22", "originator controlled, own", #""caveats":["ORCON"]"#, .release, .originatorControlled),
        Row(
            "R22",
            "originator controlled, another's, clear",
            #""tlp":"clear","caveats":["ORCON"],"origins":["Dora"]"#,
            .refer,
            .consentMissing
        ),
        Row(
            "R22",
            "a caveat that is kept",
            #""caveats":["Burn after reading"]"#,
            .release,
            .caveatKept,
            "AB, article 9"
        ),
        Row("R22", "a caveat that nobody keeps", #""caveats":["HUSH"]"#, .refuse, .caveatNotKept),
        Row(
            "R22",
            "a caveat where no agreement is",
            #""from":"Cora","to":"Union","label":"Cora C-SECRET","caveats":["HUSH"]"#,
            .refuse,
            .caveatNotKept
        ),
        Row(
            "R22",
            "a caveat beside words that say that nothing is classified",
            #""label":"Alba A-OPEN","caveats":["HUSH"]"#,
            .refuse,
            .caveatNotKept
        ),
        Row(
            "R24",
            "relay needs consent",
            #""from":"Bora","to":"Cora","on":"2026-06-01","label":"Alba A-SECRET","origins":["Alba"]"#,
            .refer,
            .consentMissing
        ),
        Row(
            "R24",
            "relay with consent",
            #""from":"Bora","to":"Cora","on":"2026-06-01","label":"Alba A-SECRET","origins":["Alba"],"consents":[{"by":"Alba","to":"Cora"}]"#,
            .release,
            .relay,
            "RELAY, article 1"
        ),
        Row(
            "R25",
            "equipment of another's",
            #""from":"Alba","to":"Cora","on":"2026-06-01","label":"Alba A-SECRET","origins":["Bora"],"subjects":["equipment"]"#,
            .refer,
            .equipmentConsentMissing
        ),
        Row("R26", "silence is no", third, .refer, .consentMissing),
        Row("TLP", "clear", #""label":null,"tlp":"clear","subjects":null,"review":null"#, .release, .tlpOpen),
        Row(
            "TLP",
            "amber, named",
            #""label":null,"tlp":"amber","subjects":null,"review":null,"named":true"#,
            .release,
            .tlpNamed
        ),
        Row(
            "TLP",
            "amber, not named",
            #""label":null,"tlp":"amber","subjects":null,"review":null"#,
            .refuse,
            .tlpNotNamed
        ),
        Row(
            "TLP",
            "amber+strict",
            #""label":null,"tlp":"amber+strict","subjects":null,"review":null,"named":true"#,
            .refuse,
            .tlpClosed
        ),
        Row(
            "TLP",
            "red",
            #""label":null,"tlp":"red","subjects":null,"review":null,"named":true"#,
            .refuse,
            .tlpClosed
        ),
        Row("TLP", "red beside a level", #""tlp":"red""#, .refuse, .tlpClosed),
    ]
}
