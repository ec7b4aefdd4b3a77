window.YTD.profile.part0 = [
  {
    "profile": {
      "description": {
        "bio": "Physics teacher at Hillcrest High School. Herons, soup, long walks.",
        "website": "",
        "location": "West Yorkshire"
      }
    }
  }
]
