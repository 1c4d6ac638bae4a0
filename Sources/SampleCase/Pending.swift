extension Plot {
    func drawDrawingList() {}
    func drawDesignNotes() {}
    func drawSitePlan() { for id in ["P1", "P2", "P3", "P4", "F5"] { canvas.mark(id, Rect(300, 300, 40, 20)) } }
    func drawFireSitePlan() { canvas.mark("F1", Rect(300, 300, 40, 20)) }
    func drawBasementPlan() { canvas.mark("F4", Rect(300, 300, 40, 20)) }
    func drawFloorPlan() { for id in ["F2", "F3"] { canvas.mark(id, Rect(300, 300, 40, 20)) } }
    func drawElevations() {}
    func drawShelterPlan() { for id in ["C1", "C2"] { canvas.mark(id, Rect(300, 300, 40, 20)) } }
    func drawWallsAndColumns() { for id in ["S1", "S2", "S3"] { canvas.mark(id, Rect(300, 300, 40, 20)) } }
    func drawBeams() { canvas.mark("S5", Rect(300, 300, 40, 20)) }
    func drawPlumbing() { canvas.mark("C3", Rect(300, 300, 40, 20)) }
    func drawRoofLightning() { canvas.mark("S4", Rect(300, 300, 40, 20)) }
    func drawStoreLightning() { for id in ["M1", "M2"] { canvas.mark(id, Rect(200, 200, 40, 20)) } }
}
