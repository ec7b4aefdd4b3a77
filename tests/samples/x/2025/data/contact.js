window.YTD.contact.part0 = [
  {
    "contact" : {
      "id" : "0",
      "emails" : [ "head@harrowlane.example" ],
      "phoneNumbers" : [ "+441130000000" ]
    }
  }
]
