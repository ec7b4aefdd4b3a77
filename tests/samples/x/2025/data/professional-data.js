window.YTD.professional_data.part0 = [
  {
    "professionalData" : {
      "accountId" : "900100",
      "professionalId" : "1460000000000000000",
      "professionalType" : "Creator",
      "category" : [ { "categoryId" : "150", "categoryName" : "Education" } ],
      "creationMethod" : "User"
    }
  }
]
