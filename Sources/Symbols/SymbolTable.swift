/// What symbols stand for, as far as maritime and tabletop exercises use it.
///
/// A line an entity: set, code, dimension and function of 2525C (`.` for none that means the same), icon (`t:` letters,
/// `h:` a hull with letters, `i:` a drawing, `.` for its name in words), name. The codes and letters are those of
/// MIL-STD-2525D, appendices B to K, and of 2525C, appendix A.
enum SymbolTable {
    static let entities: [SymbolEntity] = (sea + subsurface + air + land + rest).split(separator: "\n").map(entity)

    private static func entity(_ line: Substring) -> SymbolEntity {
        let parts = line.split(separator: " ", maxSplits: 4).map(String.init)
        return SymbolEntity(
            set: parts[0],
            code: parts[1],
            letters: parts[2] == "." ? nil : parts[2] + String(repeating: "-", count: 7 - parts[2].count),
            icon: SymbolIcon(named: parts[3]),
            name: parts[4]
        )
    }

    private static let sea = """
        30 110000 . t:MIL military
        30 120000 SC i:combatant military combatant
        30 120100 SCLCV i:carrier carrier
        30 120200 SCL i:line surface combatant, line
        30 120201 SCLBB t:BB battleship
        30 120202 SCLCC t:CG cruiser
        30 120203 SCLDD t:DD destroyer
        30 120204 SCLFF t:FF frigate
        30 120205 . t:FS corvette
        30 120206 SCLLL t:LCS littoral combat ship
        30 120300 SCA i:amphibious amphibious warfare ship
        30 120301 . t:LCC amphibious command ship
        30 120302 SCALA t:LA amphibious assault ship, unspecified
        30 120303 . t:LHA amphibious assault ship, general
        30 120304 . t:LHD amphibious assault ship, multipurpose
        30 120305 . t:LPH amphibious assault ship, helicopter
        30 120306 . t:LPD amphibious transport dock
        30 120307 SCALS t:LS landing ship
        30 120308 SCALC t:LC landing craft
        30 120400 SCM i:minewarfare mine warfare ship
        30 120401 SCMML t:ML mine layer
        30 120402 SCMMS t:MS mine sweeper
        30 120403 SCMMD t:MSD mine sweeper, drone
        30 120404 SCMMH t:MH mine hunter
        30 120405 . t:MCM mine countermeasures
        30 120406 SCMMA t:MA mine countermeasures support ship
        30 120500 SCP i:patrol patrol boat
        30 120501 SCPSB t:PC patrol craft, submarine chaser
        30 120502 SCPSUG t:PG patrol ship, general
        30 120600 SCD . decoy
        30 120700 SCU i:unmanned unmanned surface water vehicle
        30 120800 . i:speedboat speedboat
        30 120801 . t:RB rigid-hull inflatable boat
        30 120900 . . jet ski
        30 121000 SG . navy task organization
        30 121001 SGE t:TE navy task element
        30 121002 SGT t:TF navy task force
        30 121003 SGG t:TG navy task group
        30 121004 SGU t:TU navy task unit
        30 121005 SGC i:convoy convoy
        30 121100 . . sea-based X-band radar
        30 130000 SN i:noncombatant military non-combatant
        30 130100 . t:AA auxiliary ship
        30 130101 SNRA t:AE ammunition ship
        30 130102 . t:AF naval stores ship
        30 130103 . t:AGF auxiliary flag ship
        30 130104 SNI t:AGI intelligence collector
        30 130105 . t:AGO oceanographic research ship
        30 130106 . t:AGS survey ship
        30 130107 SNM t:AH hospital ship
        30 130108 . t:AK naval cargo ship
        30 130109 . t:AOE combat support ship, fast
        30 130110 SNRO t:AO oiler, replenishment
        30 130111 . t:AR repair ship
        30 130112 SNTS t:AS submarine tender
        30 130113 . t:AT tug, ocean-going
        30 130200 SNS t:YY service craft, yard
        30 130201 . t:YB barge, not self-propelled
        30 130202 . t:YS barge, self-propelled
        30 130203 . t:YT tug, harbor
        30 130204 . t:YFT launch
        30 140000 . t:CIV civilian
        30 140100 SXM i:hull merchant ship, general
        30 140101 SXMC h:CA cargo, general
        30 140102 . h:C container ship
        30 140103 SXMD h:D dredge
        30 140104 SXMR h:RO roll on-roll off
        30 140105 SXMF h:FE ferry
        30 140106 . h:H heavy lift
        30 140107 . h:J hovercraft
        30 140108 . h:L lash carrier with barges
        30 140109 SXMO h:OT oiler, tanker
        30 140110 SXMP h:PA passenger
        30 140111 SXMTU h:TU tug, ocean-going
        30 140112 SXMTO h:TW tow
        30 140113 SXMH . transport ship, hazardous material
        30 140114 . h:QJ junk, dhow
        30 140115 . h:YB barge, not self-propelled
        30 140116 . i:hospitalship hospital ship
        30 140200 SXF i:fishing fishing vessel
        30 140201 SXFDF . drifter
        30 140202 SXFTR . trawler
        30 140203 SXFDR . dredger
        30 140300 SXL i:lawship law enforcement vessel
        30 140400 SXR i:sail leisure craft, sailing
        30 140500 SXA i:motorboat leisure craft, motorized
        30 140501 SXAR t:RB rigid-hull inflatable boat, civilian
        30 140502 SXAS t:SP speedboat, civilian
        30 140600 SXP . jet ski, civilian
        30 140700 . i:unmanned unmanned surface water vehicle, civilian
        30 150000 SO i:ownship own ship
        30 160000 . . fused track
        30 170000 . . manual track

        """

    private static let subsurface = """
        35 110000 . t:MIL military
        35 110100 US i:submarine submarine
        35 110101 USF i:surfaced submarine, surfaced
        35 110102 USK i:snorkelling submarine, snorkeling
        35 110103 USB i:bottomed submarine, bottomed
        35 110200 USO . other submersible
        35 110300 UN . non-submarine
        35 110400 USU i:underwatervehicle autonomous or unmanned underwater vehicle
        35 110500 UND i:diver diver
        35 120000 . t:CIV civilian
        35 120100 . . submersible, civilian
        35 120200 . i:underwatervehicle autonomous or unmanned underwater vehicle, civilian
        35 120300 . i:diver diver, civilian
        35 130000 UW t:WPN underwater weapon
        35 130100 UWT i:torpedo torpedo
        35 130200 . t:IED improvised explosive device
        35 130300 UWD . underwater decoy
        35 140000 . . echo tracker classifier, possible contact
        35 150000 . . fused track
        35 160000 . . manual track
        36 110000 UWM i:mine sea mine, general
        36 110100 UWMG i:minebottom sea mine, bottom
        36 110200 UWMM i:minemoored sea mine, moored
        36 110300 UWMF i:minefloating sea mine, floating
        36 110400 UWMS . sea mine, rising
        36 110800 UWME i:mineexercise exercise mine, general
        36 120000 UX . unexploded ordnance
        36 130000 UWDM . sea mine decoy
        36 140000 . . mine-like contact

        """

    private static let air = """
        01 110000 . t:MIL military
        01 110100 AMF i:fixedwing fixed wing
        01 110101 AMFO . medical evacuation
        01 110102 AMFA t:A attack or strike
        01 110103 AMFB t:B bomber
        01 110104 AMFF t:F fighter
        01 110105 . t:F/B fighter or bomber
        01 110107 AMFC t:C cargo
        01 110108 AMFJ t:J electronic combat or jammer
        01 110109 AMFK t:K tanker
        01 110110 AMFP t:P patrol
        01 110111 AMFR t:R reconnaissance
        01 110112 AMFT t:T trainer
        01 110113 AMFU t:U utility
        01 110114 AMFL t:V vertical or short take-off and landing
        01 110115 AMFD t:ACP airborne command post
        01 110116 AMFRW t:AEW airborne early warning
        01 110117 . t:ASUW anti-surface warfare
        01 110118 AMFS t:ASW anti-submarine warfare
        01 110119 AMFY t:COM communications
        01 110120 AMFH t:CSAR combat search and rescue
        01 110121 . t:ES electronic support
        01 110122 . t:GOV government
        01 110123 AMFPM t:MCM mine countermeasures
        01 110124 . t:PR personnel recovery
        01 110125 . t:SAR search and rescue
        01 110126 AMFM t:SOF special operations forces
        01 110129 . t:VIP very important person
        01 110131 . t:PX passenger
        01 110200 AMH i:rotarywing rotary wing
        01 110300 AMFQ i:uav unmanned aircraft
        01 110400 . i:vtoluav vertical take-off unmanned aircraft
        01 110500 AML i:airship lighter than air
        01 110600 . i:airship airship
        01 120000 AC t:CIV civilian
        01 120100 ACF i:fixedwing fixed wing, civilian
        01 120200 ACH i:rotarywing rotary wing, civilian
        01 120300 . i:uav unmanned aircraft, civilian
        01 120400 ACL i:airship lighter than air, civilian
        01 130000 AW t:WPN weapon
        01 130200 AWD . decoy
        01 140000 . . manual track
        02 110000 AWM i:missile missile
        05 110000 . t:MIL military
        05 110100 . t:SV space vehicle
        05 110200 . t:RV re-entry vehicle
        05 110700 PS i:satellite satellite
        05 111100 . i:satellite communications satellite
        05 111200 . . Earth observation satellite
        05 111400 . . navigational satellite
        05 111500 . . reconnaissance satellite
        05 111600 PT i:spacestation space station
        05 111900 PL t:SLV space launched vehicle
        05 120000 . t:CIV civilian
        05 120300 . i:satellite satellite, civilian
        06 110000 . i:missile missile

        """

    private static let land = """
        10 110000 . . command and control
        10 110200 . t:CA civil affairs
        10 111000 GUUS i:signal signal
        10 120500 GUCA i:armour armor
        10 120600 . i:rotaryunit aviation, rotary wing
        10 120800 GUCVF i:fixedunit aviation, fixed wing
        10 121100 GUCI i:infantry infantry
        10 121102 GUCIZ i:armouredinfantry infantry, mechanized
        10 121104 GUCIM i:motorised infantry, motorized
        10 121300 GUCR i:recce reconnaissance
        10 130100 GUCD i:airdefence air defense
        10 130102 GUCDM . air defense missile
        10 130300 GUCF i:artillery field artillery
        10 130700 GUCM i:missileunit missile
        10 140100 GUUA . chemical, biological, radiological and nuclear
        10 140700 GUCE i:engineer engineer
        10 140800 GUUE t:EOD explosive ordnance disposal
        10 141200 GUULM t:MP military police
        10 141800 . t:SAR search and rescue
        10 151000 GUUM t:MI military intelligence
        10 160000 . t:SUST sustainment
        10 160600 GUS t:CSS combat service support
        10 161100 GUSX i:maintenance maintenance
        10 161300 GUSM i:medical medical
        10 161400 . . medical treatment facility
        10 163300 . . seaport of debarkation
        10 163400 GUSS i:supply supply
        10 163600 GUST i:transport transportation
        10 170100 . i:naval naval
        10 201100 . t:CG coast guard
        11 110000 . t:CIV civilian
        15 111000 GEWM i:launcher missile launcher
        15 111100 GEWMA i:airlauncher air defense missile launcher
        15 111300 GEWMS i:surfacelauncher surface-to-surface missile launcher
        15 120200 . . tank
        15 210000 . . land mines
        15 220100 . . sensor
        15 220300 GESR i:radar radar

        """

    private static let rest = """
        20 110000 . t:MIL military installation
        20 110300 . . ammunition cache
        20 110900 GIG t:GOV government leadership
        20 112000 . . warehouse or storage facility
        20 112111 . t:CG coast guard
        20 120500 . . energy facility infrastructure
        20 120501 . . electric power
        20 120504 . . petroleum facility
        20 120700 . i:medical medical infrastructure
        20 120702 GIXH i:hospital medical treatment facility
        20 120802 GIB . military base
        20 121200 . . telecommunications infrastructure
        20 121203 . . telecommunications tower
        20 121300 GIT . transportation infrastructure
        20 121301 GIBA . airport or air base
        20 121304 . h:FE ferry terminal
        20 121305 . . helicopter landing site
        20 121309 GIBN i:port seaport or naval base
        20 121310 . . shipyard
        40 110000 . . incident
        40 110120 . . rock throwing
        40 110122 . t:SAB sabotage
        40 110200 . t:BOMB bomb
        40 110300 . t:IED improvised explosive device event
        40 110600 . i:explosion explosion
        40 120000 . . civil disturbance
        40 130000 . . operation
        40 130100 . t:P patrolling
        40 130500 . . mine laying
        40 131000 . . meeting
        40 131200 . i:emergency emergency operation
        40 131203 . . emergency incident command center
        40 131300 . i:medical emergency medical operation
        40 131511 . t:CG coast guard
        40 140000 . i:fire fire event
        40 150000 . . hazardous materials
        40 150100 . . hazardous materials incident
        40 160000 . . transportation incident
        40 160100 . . air transportation incident
        40 160200 . . marine transportation incident
        40 170000 . t:NAT natural event
        40 170103 . . earthquake epicenter
        40 170203 . i:tsunami tsunami

        """
}
